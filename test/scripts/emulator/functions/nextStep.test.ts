import { ES_MODULE, nextStep } from '../../../../scripts/emulator/functions/nextStep'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const next = (error: string, packageJson = '{}') => {
  const dir = folder.write({ 'package.json': packageJson })
  return { dir, en: nextStep(error, dir)?.en }
}

describe('nextStep', () => {
  it.each([
    ["Error: Cannot find module 'dayjs'\nRequire stack:\n- /it/index.js", 'npm install dayjs'],
    ["Error: Cannot find module 'dayjs/plugin/utc'", 'npm install dayjs'],
    ["Error: Cannot find module '@scope/name/file'", 'npm install @scope/name'],
    ["Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'dayjs' imported from /it/index.js", 'npm install dayjs'],
  ])('says where to install what %s misses', (error, command) => {
    const { dir, en } = next(error)
    expect(en).toBe(`Run: cd ${JSON.stringify(dir)} && ${command}`)
  })

  it('need not name what package.json lists', () => {
    const { dir, en } = next("Error: Cannot find module 'dayjs'", '{"dependencies":{"dayjs":"1"}}')
    expect(en).toBe(`Run: cd ${JSON.stringify(dir)} && npm install`)
  })

  it.each(['', '[]', '{"dependencies":[]}', 'no json'])('does not mind a package.json of %j', (packageJson) => {
    expect(next("Error: Cannot find module 'dayjs'", packageJson).en).toMatch(/npm install dayjs$/)
  })

  it.each(["Error: Cannot find module './lib/price'", "Error: Cannot find module '/lib'", 'TypeError: broken'])(
    'says nothing of %s',
    (error) => {
      expect(next(error).en).toBeUndefined()
    },
  )

  it.each([
    'SyntaxError: Cannot use import statement outside a module',
    "SyntaxError: Unexpected token 'export'",
    'Error [ERR_REQUIRE_ESM]: require() of ES Module /it/index.js not supported.',
  ])('says of %s what WeChat would', (error) => {
    expect(next(error).en).toBe(ES_MODULE.en)
  })

  it('shows the main that is missing', () => {
    expect(next('TypeError: index.js exports no function main').en).toBe(
      'Write: exports.main = async (event, context) => { ... }',
    )
  })
})
