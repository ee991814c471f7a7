import { cpSync } from 'node:fs'
import { esModule, exportsMain, sdkVersion } from '../../../../../scripts/commands/doctor/checks/runtime'
import { note, right, wrong } from '../../../../../scripts/commands/doctor/Finding'
import { readProject } from '../../../../../scripts/commands/doctor/Project'
import { ES_MODULE, EXPORT_MAIN } from '../../../../../scripts/emulator/functions/advice'
import { BUNDLED } from '../../../../helpers/bundleStory'
import { temporaryFolder } from '../../../../helpers/temporaryFolder'

const manifestFor = (version: string) => JSON.stringify({ dependencies: { 'wx-server-sdk': version } })
const runsOn = (runtime: string) => JSON.stringify({ functions: [{ name: 'other' }, { name: 'bind', runtime }] })
const CHOOSE = {
  en: "choose it as the function's runtime; miniprogram-ci creates functions on Node 8.9",
  zh: '请在运行环境里选择；miniprogram-ci 新建的云函数默认是 Node.js 8.9',
}

describe('sdkVersion', () => {
  const folder = temporaryFolder()
  const found = (manifest: string, others: Record<string, string> = {}) => {
    const own = { 'cloudfunctions/bind/index.js': '', 'cloudfunctions/bind/package.json': manifest }
    return [...sdkVersion(readProject(folder.write({ ...own, ...others })))]
  }

  it.each(['4.0.2', '~4.0.2', '3.0.4', 'latest', '*', '>=3.0.0'])(
    'notes that wx-server-sdk %s requires a later Node than the function may use',
    (version) => {
      expect(found(manifestFor(version))).toStrictEqual([
        note(
          'bind',
          {
            en: 'needs Node 11 or later; cloudbaserc.json does not name one',
            zh: '需要 Node.js 11 或更高版本；cloudbaserc.json 没有写明',
          },
          CHOOSE,
        ),
      ])
    },
  )

  it('reports an older Node in cloudbaserc.json', () => {
    expect(found(manifestFor('4.0.2'), { 'cloudbaserc.json': runsOn('Nodejs8.9') })).toStrictEqual([
      wrong(
        'bind',
        {
          en: 'needs Node 11 or later; cloudbaserc.json chooses 8',
          zh: '需要 Node.js 11 或更高版本；cloudbaserc.json 选择的是 8',
        },
        CHOOSE,
      ),
    ])
  })

  it('accepts a later Node in cloudbaserc.json', () => {
    expect(found(manifestFor('4.0.2'), { 'cloudbaserc.json': runsOn('Nodejs18.15') })).toStrictEqual([
      right('bind', {
        en: 'needs Node 11 or later; cloudbaserc.json chooses 18',
        zh: '需要 Node.js 11 或更高版本；cloudbaserc.json 选择的是 18',
      }),
    ])
  })

  it('reports Node 14 for a function of this package', () => {
    const manifest = JSON.stringify({ name: 'bind', digest: 'a'.repeat(64) })

    expect(found(manifest, { 'cloudbaserc.json': runsOn('Nodejs14.18') })).toMatchObject([
      { level: 'wrong', what: { en: 'bind: needs Node 16 or later; cloudbaserc.json chooses 14' } },
    ])
  })

  it.each(['{}', 'no JSON', '{ "dependencies": [] }', manifestFor('2.6.3'), manifestFor('~2.6.3')])(
    'reports nothing about %s',
    (manifest) => {
      expect(found(manifest, { 'cloudbaserc.json': 'no JSON' })).toStrictEqual([])
    },
  )
})

describe('exportsMain', () => {
  const folder = temporaryFolder()

  it.each([
    ['const main = async () => 1', true],
    ['', true],
    ['exports.main = async () => 1', false],
    ["module.exports = require('./lib')", false],
    ['export const main = async () => 1', false],
    ['cannot be parsed', false],
  ])('finds an entry that exports nothing: %j is %j', (code, isWrong) => {
    const project = readProject(folder.write({ 'cloudfunctions/pay/index.js': code }))
    const what = { en: 'exports no function main', zh: '没有导出函数 main' }
    expect([...exportsMain(project)]).toStrictEqual(isWrong ? [wrong('pay/index.js', what, EXPORT_MAIN)] : [])
  })
})

describe('esModule', () => {
  const folder = temporaryFolder()
  const found = (code: string, manifest = '{}') => {
    const files = { 'cloudfunctions/bind/index.js': code, 'cloudfunctions/bind/package.json': manifest }
    return [...esModule(readProject(folder.write(files)))]
  }

  it.each([
    "const cloud = require('wx-server-sdk')\nexports.main = async () => import('node:fs')",
    '#!/usr/bin/env node\nexports.main = () => new.target // no end of line',
    'return',
    "// import x from 'y'\nexports.text = `\nexport default 1`",
  ])('reports nothing about CommonJS: %j', (code) => {
    expect(found(code)).toStrictEqual([])
  })

  it('reports nothing about functions of this package', () => {
    cpSync(BUNDLED, folder.path('cloudfunctions'), { recursive: true })

    expect([...esModule(readProject(folder.path()))]).toStrictEqual([])
  })

  it.each([
    ["import cloud from 'wx-server-sdk'", '{}'],
    ['const a = 1\nexport const main = () => a', '{}'],
    ['export default () => {}', '{}'],
    ['exports.main = () => {}', '{ "type": "module" }'],
  ])('reports an index.js that is an ES module: %j %s', (code, manifest) => {
    expect(found(code, manifest)).toStrictEqual([
      wrong(
        'bind/index.js',
        {
          en: 'is an ES module: it has import or export, or package.json says "type": "module"',
          zh: '是 ES 模块：用了 import 或 export，或 package.json 写了 "type": "module"',
        },
        ES_MODULE,
      ),
    ])
  })

  const FIX = [
    { en: 'cannot be parsed: Unexpected token (2:0)', zh: '无法解析：Unexpected token (2:0)' },
    {
      en: 'fix it if the function loads it, or build it to CommonJS',
      zh: '如果云函数会加载它，请改正，或构建为 CommonJS',
    },
  ] as const

  it('reports an index.js that cannot be parsed', () => {
    expect(found('exports.main = (\n')).toStrictEqual([wrong('bind/index.js', ...FIX)])
  })

  const inFunction = (files: Record<string, string>, others: Record<string, string> = {}) => {
    const own = Object.entries(files).map(([path, text]) => [`cloudfunctions/bind/${path}`, text])
    return [...esModule(readProject(folder.write({ ...Object.fromEntries(own), ...others })))]
  }

  it.each(['lib.js', 'lib.cjs', 'src/lib.mjs'])('notes that %s cannot be parsed, with its line', (path) => {
    expect(inFunction({ 'index.js': '', [path]: 'const a = (\n' })).toStrictEqual([note(`bind/${path}`, ...FIX)])
  })

  const refused = (module: string) =>
    [
      {
        en: `requires ${module}, an ES module, which WeChat's Node before 20.19 refuses`,
        zh: `用 require 加载了 ES 模块 ${module}，微信云函数的 Node（20.19 之前）无法加载`,
      },
      {
        en: `load it with await import('${module}'), or use one that supports require`,
        zh: `改用 await import('${module}')，或换成支持 require 的版本`,
      },
    ] as const

  it('finds a require in a template literal, and after a regular expression with a quote', () => {
    const files = {
      'index.js': `if (a) /'/.test(b); require('./a.mjs') // it's\nlog(\`\${require('./b.mjs')}\`)`,
      'a.mjs': '',
      'b.mjs': '',
    }

    expect(inFunction(files).map(({ what }) => what.en)).toStrictEqual([
      "bind/index.js: requires ./a.mjs, an ES module, which WeChat's Node before 20.19 refuses",
      "bind/index.js: requires ./b.mjs, an ES module, which WeChat's Node before 20.19 refuses",
    ])
  })

  it('reports a file that requires an .mjs', () => {
    const files = { 'index.js': "require('./src')", 'src/index.js': 'module.exports = require("./lib.mjs")' }

    expect(inFunction({ ...files, 'src/lib.mjs': 'export default 1' })).toStrictEqual([
      wrong('bind/src/index.js', ...refused('./lib.mjs')),
    ])
  })

  it.each(["import('./lib.mjs')", "// require('./lib.mjs')", "log('./lib.mjs')"])(
    'reports nothing about %s',
    (code) => {
      expect(inFunction({ 'index.js': code })).toStrictEqual([])
    },
  )

  const requires = (manifest: object, code = "require('dayjs')", others = {}) =>
    inFunction({ 'index.js': code, 'node_modules/dayjs/package.json': JSON.stringify(manifest) }, others)

  it('reports a required package that is only an ES module', () => {
    expect(requires({ type: 'module' })).toStrictEqual([wrong('bind/index.js', ...refused('dayjs'))])
  })

  it.each([
    { type: 'module', exports: './index.js' },
    { type: 'module', exports: { '.': { types: './index.d.ts', default: './index.js' } } },
    { type: 'module', main: './index.js' },
    { exports: { import: './index.mjs' } },
    { main: 'index.mjs' },
  ])('reports a required package with the package.json %j', (manifest) => {
    expect(requires(manifest)).toMatchObject([{ level: 'wrong' }])
  })

  it.each([
    {},
    { main: 'index.js' },
    { type: 'module', exports: { import: './index.js', require: './cjs/index.js' } },
    { type: 'module', exports: { '.': { node: { import: './index.js', require: './index.cjs' } } } },
    { type: 'module', exports: { import: './index.js', default: './index.cjs' } },
    { type: 'module', exports: ['./index.cjs'] },
    { type: 'module', main: './index.cjs' },
    { module: 'index.mjs' },
  ])('accepts a required package with the package.json %j', (manifest) => {
    expect(requires(manifest)).toStrictEqual([])
  })

  it('accepts a package that is imported, or that the chosen Node can require', () => {
    const runtime = '{ "functions": [{ "name": "bind", "runtime": "Nodejs20.19" }] }'

    expect(requires({ type: 'module' }, "import('dayjs')")).toStrictEqual([])
    expect(requires({ type: 'module' }, undefined, { 'cloudbaserc.json': runtime })).toStrictEqual([])
  })
})
