import { inLanguage } from '../../../../cloudfunctions/openapi/messages/Message'
import { ES_MODULE, nextStep } from '../../../../scripts/emulator/functions/advice'
import { shellHere } from '../../../../scripts/emulator/system/quoted'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const next = (error: string, packageJson = '{}') => {
  const dir = folder.write({ 'package.json': packageJson })
  const advice = nextStep(error, dir)
  return { dir, en: advice && inLanguage('en', advice) }
}

describe('nextStep', () => {
  it.each([
    ["Error: Cannot find module 'dayjs'\nRequire stack:\n- /it/index.js", 'dayjs'],
    ["Error: Cannot find module 'dayjs/plugin/utc'", 'dayjs'],
    ["Error: Cannot find module '@scope/name/file'", '@scope/name'],
    ["Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'dayjs' imported from /it/index.js", 'dayjs'],
  ])('says where to install the missing package: %s', (error, name) => {
    const { dir, en } = next(error)
    expect(en).toBe(`Run: npm install --prefix "${dir}" ${name}`)
  })

  it('quotes what a file or a folder is called', () => {
    const dir = folder.write({ "it's $(id)/package.json": '{}' })
    const advice = nextStep("Error: Cannot find package 'a;b' imported from /it/index.js", `${dir}/it's $(id)`)
    const quotes = shellHere() === 'sh' ? `'${dir}/it'\\''s $(id)' 'a;b'` : `"${dir}/it's $(id)" "a;b"`
    expect(advice?.code).toBe(`npm install --prefix ${quotes}`)
  })

  it('does not name a package that package.json lists', () => {
    const { dir, en } = next("Error: Cannot find module 'dayjs'", '{"dependencies":{"dayjs":"1"}}')
    expect(en).toBe(`Run: npm install --prefix "${dir}"`)
  })

  it('reads a package.json that begins with a byte order mark', () => {
    const { dir, en } = next("Error: Cannot find module 'dayjs'", '\ufeff{"dependencies":{"dayjs":"1"}}')
    expect(en).toBe(`Run: npm install --prefix "${dir}"`)
  })

  it.each(['', '[]', '{"dependencies":[]}', 'no json'])('accepts a package.json with the content %j', (packageJson) => {
    expect(next("Error: Cannot find module 'dayjs'", packageJson).en).toMatch(/npm install --prefix ".*" dayjs$/)
  })

  it.each(["Error: Cannot find module './lib/price'", "Error: Cannot find module '/lib'", 'TypeError: broken'])(
    'returns undefined for %s',
    (error) => {
      expect(next(error).en).toBeUndefined()
    },
  )

  it.each([
    'SyntaxError: Cannot use import statement outside a module',
    "SyntaxError: Unexpected token 'export'",
    'Error [ERR_REQUIRE_ESM]: require() of ES Module /it/index.js not supported.',
  ])('explains how to replace an ES module for %s', (error) => {
    expect(next(error).en).toBe(ES_MODULE.en)
  })

  it('says how to export a missing main', () => {
    expect(next('TypeError: index.js exports no function main').en).toBe(
      'Write: exports.main = async (event, context) => { ... }',
    )
  })
})
