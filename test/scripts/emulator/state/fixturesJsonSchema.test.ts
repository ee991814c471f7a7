import Ajv from 'ajv'
import { defaultFixtures } from '../../../../scripts/emulator/state/defaultFixtures'
import { fixturesJsonSchema } from '../../../../scripts/emulator/state/fixturesJsonSchema'
import { fixturesSchema } from '../../../../scripts/emulator/state/fixturesSchema'

describe('fixturesJsonSchema', () => {
  const schema = fixturesJsonSchema()
  const accepts = new Ajv().compile(JSON.parse(JSON.stringify(schema)))

  it('describes each section in both languages', () => {
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(fixturesSchema.entries))
    for (const section of Object.values(schema.properties ?? {})) {
      expect(section).toMatchObject({ description: expect.stringMatching(/^[\x20-\x7e]+ .*[\u4e00-\u9fff]/) })
    }
  })

  it('accepts the built-in fixtures', () => {
    expect(accepts({ $schema: './local-wechat.schema.json', ...defaultFixtures() })).toBe(true)
  })

  it('accepts a file with only required fields', () => {
    expect(
      accepts({ miniPrograms: [{ appid: 'wx1', secret: 's' }], accounts: [{ delivery_id: 'SF', biz_id: '1' }] }),
    ).toBe(true)
  })

  it.each([
    ['no mini program', { miniPrograms: [] }],
    ['an unknown section', { miniPrograms: [{ appid: 'wx1', secret: 's' }], custmers: [] }],
    ['a wrong type', { miniPrograms: [{ appid: 'wx1', secret: 7 }] }],
  ])('refuses %s', (_what, fixtures) => {
    expect(accepts(fixtures)).toBe(false)
  })
})
