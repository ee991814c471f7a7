import { symlinkSync } from 'node:fs'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import { createLocalWeChat, type LocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { callFunction } from '../../../helpers/callFunction'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const lines: string[] = []
let wechat: LocalWeChat | undefined
afterEach(async () => {
  await wechat?.close()
  wechat = undefined
  lines.splice(0)
})

/** What is beside the function `pay`: a shared file, and packages that are installed above it. */
const PROJECT = {
  'common/price.js': 'module.exports = "price"',
  'node_modules/dayjs/package.json': '{ "version": "1.11.13" }',
  'node_modules/dayjs/index.js': 'module.exports = "dayjs"',
  'node_modules/deep/index.js': 'module.exports = "deep"',
  'node_modules/top/package.json': '{ "version": "3.0.0", "dependencies": { "deep": "*" } }',
  'node_modules/top/index.js': 'module.exports = "top" + require("deep")',
  'node_modules/esm/package.json': '{ "version": "2.0.0", "type": "module", "exports": "./index.js" }',
  'node_modules/esm/index.js': 'export default "esm"',
}
const main = (expression: string) => `exports.main = async () => ${expression}`

/** Serves one function, `pay`, and calls it; returns its result, or the message of its error. */
async function call(files: Record<string, string>, allowUndeclared = false): Promise<unknown> {
  const inside = Object.entries(files).map(([name, text]) => [`functions/pay/${name}`, text])
  folder.write({ ...PROJECT, ...Object.fromEntries(inside) })
  wechat ??= await createLocalWeChat({
    functions: folder.path('functions'),
    log: (line) => lines.push(line),
    allowUndeclared,
  })
  const answer = await callFunction(wechat.url, 'pay', {})
  const { message } = /errMsg: Error: (?<message>.*)/s.exec(String(readProperty(answer, 'errMsg')))?.groups ?? {}
  return message ?? readProperty(answer, 'result')
}
const pay = (...names: string[]) => folder.path('functions/pay', ...names)
const requiredBy = (name: string) => `\nRequire stack:\n- ${pay(name)}`
/** Returns the advice in the log. */
const advice = () => lines.find((line) => line.startsWith('    ') && !line.startsWith('    at ')) ?? ''

describe('a function can load', () => {
  it.each([
    [
      'files of its folder',
      {
        'index.js': main('require("./lib") + require("./lib/data.json").a'),
        'lib/index.js': 'module.exports = require("..") && "lib"',
        'lib/data.json': '{ "a": 1 }',
      },
      'lib1',
    ],
    ['modules of Node', { 'index.js': main('require("fs").constants.O_RDONLY + require("node:path").sep.length') }, 1],
    [
      'a package in its own node_modules',
      { 'index.js': main('require("own")'), 'node_modules/own/index.js': 'module.exports = "own"' },
      'own',
    ],
    [
      'a package that it declares, installed above, and what that depends on',
      {
        'index.js': main('require("top") + require("deep")'),
        'package.json': '{ "dependencies": { "top": "^3.0.0" } }',
      },
      'topdeepdeep',
    ],
    [
      'an optional package',
      { 'index.js': main('require("dayjs")'), 'package.json': '{ "optionalDependencies": { "dayjs": "*" } }' },
      'dayjs',
    ],
    [
      'an ES module that it declares',
      { 'index.js': main('(await import("esm")).default'), 'package.json': '{ "dependencies": { "esm": "*" } }' },
      'esm',
    ],
    [
      'what its package.json names by #',
      {
        'index.js': main('require("#lib") + require("#date")'),
        'lib.js': 'module.exports = "lib"',
        'package.json': '{ "imports": { "#lib": "./lib.js", "#date": "dayjs" }, "dependencies": { "dayjs": "*" } }',
      },
      'libdayjs',
    ],
  ])('%s', async (_what, files, result) => {
    expect(await call(files)).toBe(result)
  })

  it("a package that it declares by pnpm's links", async () => {
    const store = folder.write({
      '.pnpm/dayjs@1/node_modules/dayjs/index.js': 'module.exports = "linked"',
      'functions/pay/node_modules/a/a.js': '',
    })
    symlinkSync(`${store}/.pnpm/dayjs@1/node_modules/dayjs`, pay('node_modules/dayjs'), 'junction')

    expect(
      await call({ 'index.js': main('require("dayjs")'), 'package.json': '{ "dependencies": { "dayjs": "1" } }' }),
    ).toBe('linked')
  })
})

describe('a function cannot load', () => {
  it.each([
    ['by require', 'require("dayjs")'],
    ['by require.resolve', 'require.resolve("dayjs")'],
    ['by createRequire', 'require("module").createRequire(__filename)("dayjs")'],
    [
      'by createRequire from elsewhere',
      'require("module").createRequire(require("path").join(__dirname, "../../a.js"))("dayjs")',
    ],
  ])('a package that it does not declare, %s', async (_how, expression) => {
    expect(await call({ 'index.js': main(expression) })).toMatch(
      /^Cannot find module 'dayjs'\nRequire stack:\n- .*\.js$/,
    )
    expect(advice()).toBe(
      '    package.json does not list dayjs in "dependencies", so WeChat does not install it: ' +
        `write ${pay('package.json')}: { "dependencies": { "dayjs": "^1.11.13" } }. On this machine, --allow-undeclared permits it.`,
    )
  })

  it('with any other error than Node has', async () => {
    const code =
      '(() => { try { require("dayjs") } catch ({ code, requireStack }) { return { code, requireStack } } })()'

    expect(await call({ 'index.js': main(code) })).toEqual({
      code: 'MODULE_NOT_FOUND',
      requireStack: [pay('index.js')],
    })
  })

  it.each(['devDependencies', 'peerDependencies'])('a package that it declares in %s', async (key) => {
    const manifest = JSON.stringify({ [key]: { dayjs: '*' } })

    expect(await call({ 'index.js': main('require("dayjs/index")'), 'package.json': manifest })).toBe(
      `Cannot find module 'dayjs/index'${requiredBy('index.js')}`,
    )
    expect(advice()).toContain(`add "dayjs": "^1.11.13" to "dependencies" in ${pay('package.json')}.`)
  })

  it.each(['import("esm")', 'import("./lib.mjs")'])('a package that it does not declare, by %s', async (expression) => {
    const from = expression.includes('lib') ? 'lib.mjs' : 'index.js'

    expect(await call({ 'index.js': main(expression), 'lib.mjs': 'import "esm"' })).toBe(
      `Cannot find package 'esm' imported from ${pay(from)}`,
    )
    expect(advice()).toContain('{ "dependencies": { "esm": "^2.0.0" } }')
  })

  it.each([
    {
      expression: 'require("../../common/price")',
      message: "Cannot find module '../../common/price'\nRequire stack:\n- FILE",
    },
    { expression: 'import("../../common/price.js")', message: "Cannot find module 'PRICE' imported from FILE" },
  ])('a file outside of its folder, by $expression', async ({ expression, message }) => {
    expect(await call({ 'index.js': main(expression) })).toBe(
      message.replace('FILE', pay('index.js')).replace('PRICE', folder.path('common/price.js')),
    )
    expect(advice()).toContain(
      " is outside of the function's folder, which is all that WeChat uploads: copy its files into the function's folder, or bundle the function (see cloudfunctions/docs/share-code.md in the package wx-logistics).",
    )
  })

  it('a file outside of its folder, by a link', async () => {
    folder.write({ 'functions/pay/a.js': '' })
    symlinkSync(folder.path('common'), pay('common'), 'junction')

    expect(await call({ ...PROJECT, 'index.js': main('require("./common/price")') })).toBe(
      `Cannot find module './common/price'${requiredBy('index.js')}`,
    )
    expect(advice()).toContain("./common/price is a link that leads out of the function's folder")
  })

  it.each(['file:../../common', 'link:../../common', 'workspace:*', '../../common'])(
    'a package that it declares as %s',
    async (version) => {
      const manifest = JSON.stringify({ dependencies: { dayjs: version } })

      expect(await call({ 'index.js': main('require("dayjs")'), 'package.json': manifest })).toBe(
        `Cannot find module 'dayjs'${requiredBy('index.js')}`,
      )
      expect(advice()).toContain(`"dayjs": "${version}" in package.json cannot be installed in the cloud: `)
    },
  )

  it('a package that is a link to another folder of the project', async () => {
    folder.write({ 'common/index.js': '', 'node_modules/a/a.js': '' })
    symlinkSync(folder.path('common'), folder.path('node_modules/common'), 'junction')

    expect(
      await call({ 'index.js': main('require("common")'), 'package.json': '{ "dependencies": { "common": "*" } }' }),
    ).toBe(`Cannot find module 'common'${requiredBy('index.js')}`)
    expect(advice()).toContain(
      `common is a link to ${folder.path('common')}; the cloud installs the package of this name from npm instead`,
    )
  })

  it('TypeScript that is not built', async () => {
    expect(await call({ 'index.js': main('require("./lib")'), 'lib.ts': '' })).toMatch(/^Cannot find module '.\/lib'/)
    expect(advice()).toContain(`${pay('lib.ts')} is TypeScript that is not built: build it to JavaScript`)
  })

  it('what it did not declare, until it declares it', async () => {
    expect(await call({ 'index.js': main('require("dayjs")') })).toMatch(/^Cannot find module/)
    expect(await call({ 'package.json': '{ "dependencies": { "dayjs": "^1.11.13" } }' })).toBe('dayjs')
  })
})

describe('with allowUndeclared, a function', () => {
  const warning = (log: string[]) => log.filter((line) => line.startsWith('pay: '))

  it.each([
    ['require("dayjs") + require("../../common/price")', 'dayjsprice'],
    ['(await import("esm")).default + (await import("../../common/price.js")).default', 'esmprice'],
  ])('loads anything, and has one warning in the log: %s', async (expression, result) => {
    const files = { 'index.js': main(expression) }
    await call(files, true)

    expect(await call(files, true)).toBe(result)
    expect(warning(lines)).toEqual([
      expect.stringMatching(/^pay: fails in the cloud: package\.json does not list (dayjs|esm) /),
    ])
  })

  it('has no warning for what the cloud can load', async () => {
    await call({ 'index.js': main('require("dayjs")'), 'package.json': '{ "dependencies": { "dayjs": "*" } }' }, true)

    expect(warning(lines)).toEqual([])
  })
})
