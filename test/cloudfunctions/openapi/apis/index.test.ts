import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Api, apis, meaningOf } from '../../../../cloudfunctions/openapi/apis'
import { codes } from '../../../../cloudfunctions/openapi/apis/codes'
import config from '../../../../config.json'

const REGISTRY = Object.entries<Api>(apis)
const CLOUD_APIS = REGISTRY.filter(([, api]) => api.cloud).map(([name]) => name)

describe('apis', () => {
  it('holds every API that config.json declares, as one that the cloud may call', () => {
    expect(config.permissions.openapi.filter((name) => !CLOUD_APIS.includes(name))).toStrictEqual([])
  })

  it('has for each declared API a function of that very name, and no other', () => {
    const folders = readdirSync(join(__dirname, '../../../../cloudfunctions')).filter((name) => name !== 'openapi')

    expect(folders.map((name) => `logistics.${name}`)).toStrictEqual(config.permissions.openapi)
  })

  it('sends logistics.bindAccount over HTTPS to the documented path', () => {
    expect(apis['logistics.bindAccount'].https).toStrictEqual({
      verb: 'POST',
      path: '/cgi-bin/express/business/account/bind',
    })
  })

  it('keeps the password of logistics.bindAccount secret', () => {
    expect(apis['logistics.bindAccount'].secrets).toStrictEqual(['password'])
  })

  it('knows the parameters of logistics.bindAccount, and which are required', () => {
    const { entries } = apis['logistics.bindAccount'].params
    const kinds = Object.entries(entries).map(([param, { type }]) => [param, type])

    expect(kinds).toStrictEqual([
      ['type', 'picklist'],
      ['bizId', 'string'],
      ['deliveryId', 'string'],
      ['password', 'optional'],
      ['remarkContent', 'optional'],
    ])
  })

  it('knows the codes that the pages of logistics.bindAccount document or its users report', () => {
    expect(Object.keys(apis['logistics.bindAccount'].codes)).toStrictEqual([
      '9300503',
      '9300520',
      '9300529',
      '9300530',
      '9300531',
      '9300532',
    ])
  })

  describe.each(REGISTRY)('%s', (_name, api) => {
    const known = Object.keys(api.params.entries)

    it('names only known parameters as secrets', () => {
      expect(api.secrets.filter((param) => !known.includes(param))).toStrictEqual([])
    })

    it('refuses only by known parameters', () => {
      const conditions = api.refusals.flatMap(({ when }) => Object.keys(when))

      expect(conditions.filter((param) => !known.includes(param))).toStrictEqual([])
    })

    it('says of each code in both languages what it means, what causes it and what to do', () => {
      const texts = Object.entries(api.codes).flatMap(([errCode, { meaning, cause, next }]) =>
        [meaning, cause, next].map((text) => ({ errCode, ...text })),
      )

      expect(texts.filter(({ en, zh }) => !en || !zh)).toStrictEqual([])
    })
  })
})

describe('meaningOf', () => {
  it("gives what a code of the API's own means", () => {
    expect(meaningOf('logistics.bindAccount', 9300529)).toBe(apis['logistics.bindAccount'].codes[9300529])
  })

  it('gives what a code means that any API may answer', () => {
    expect(meaningOf('logistics.bindAccount', -604101)).toBe(codes[-604101])
  })

  it('gives nothing for a code that nobody has documented', () => {
    expect(meaningOf('logistics.bindAccount', 123)).toBeUndefined()
  })
})
