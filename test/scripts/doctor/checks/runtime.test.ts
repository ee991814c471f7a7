import { cpSync } from 'node:fs'
import { esModule, sdkVersion } from '../../../../scripts/doctor/checks/runtime'
import { readProject } from '../../../../scripts/doctor/Project'
import { ES_MODULE } from '../../../../scripts/emulator/functions/advice'
import { BUNDLED } from '../../../helpers/bundleStory'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const wants = (version: string) => JSON.stringify({ dependencies: { 'wx-server-sdk': version } })
const runsOn = (runtime: string) => JSON.stringify({ functions: [{ name: 'other' }, { name: 'bind', runtime }] })
const CHOOSE = {
  en: "choose Node 16 or later as the function's runtime; miniprogram-ci creates functions on Node 8.9",
  zh: '运行环境请选择 Node.js 16 或更高版本；miniprogram-ci 新建的云函数默认是 Node.js 8.9',
}

describe('sdkVersion', () => {
  const folder = temporaryFolder()
  const found = (manifest: string, others: Record<string, string> = {}) => {
    const own = { 'cloudfunctions/bind/index.js': '', 'cloudfunctions/bind/package.json': manifest }
    return sdkVersion(readProject(folder.write({ ...own, ...others })))
  }

  it.each(['4.0.2', '~4.0.2', '3.0.4', 'latest', '*', '>=3.0.0'])(
    'notes that %s wants a later Node than may be there',
    (version) => {
      const shown = { '~4.0.2': '4.0.2', '*': 'latest', '>=3.0.0': '3.0.0' }[version] ?? version

      expect(found(wants(version))).toStrictEqual([
        {
          level: 'note',
          what: {
            en: `bind has wx-server-sdk ${shown} and needs Node 11 or later`,
            zh: `bind 使用 wx-server-sdk ${shown}，需要 Node.js 11 或更高版本`,
          },
          next: CHOOSE,
        },
      ])
    },
  )

  it('reports an older Node in cloudbaserc.json', () => {
    expect(found(wants('4.0.2'), { 'cloudbaserc.json': runsOn('Nodejs8.9') })).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind has wx-server-sdk 4.0.2 and needs Node 11 or later; cloudbaserc.json chooses Node 8',
          zh: 'bind 使用 wx-server-sdk 4.0.2，需要 Node.js 11 或更高版本；cloudbaserc.json 选择了 Node.js 8',
        },
        next: CHOOSE,
      },
    ])
  })

  it('accepts a later Node in cloudbaserc.json', () => {
    expect(found(wants('4.0.2'), { 'cloudbaserc.json': runsOn('Nodejs18.15') })).toMatchObject([{ level: 'right' }])
  })

  it('reports Node 14 for a function of this package', () => {
    const manifest = JSON.stringify({ name: 'bind', digest: 'a'.repeat(64) })

    expect(found(manifest, { 'cloudbaserc.json': runsOn('Nodejs14.18') })).toMatchObject([
      {
        level: 'wrong',
        what: { en: 'bind is built by wx-logistics and needs Node 16 or later; cloudbaserc.json chooses Node 14' },
      },
    ])
  })

  it('prefers the installed version of the SDK', () => {
    const installed = { 'cloudfunctions/bind/node_modules/wx-server-sdk/package.json': '{ "version": "2.6.3" }' }

    expect(found(wants('latest'), installed)).toStrictEqual([])
  })

  it('reports an SDK without openapi.logistics', () => {
    expect(found(wants('0.3.1'))).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind has wx-server-sdk 0.3.1, which has no openapi.logistics before 0.4.0',
          zh: 'bind 使用 wx-server-sdk 0.3.1，0.4.0 之前没有 openapi.logistics',
        },
        next: { en: 'npm install wx-server-sdk@latest', zh: '请运行 npm install wx-server-sdk@latest' },
      },
    ])
  })

  it.each(['{}', 'no JSON', '{ "dependencies": [] }', wants('2.6.3')])('reports nothing about %s', (manifest) => {
    expect(found(manifest, { 'cloudbaserc.json': 'no JSON' })).toStrictEqual([])
  })
})

describe('esModule', () => {
  const folder = temporaryFolder()
  const found = (code: string, manifest = '{}') =>
    esModule(
      readProject(folder.write({ 'cloudfunctions/bind/index.js': code, 'cloudfunctions/bind/package.json': manifest })),
    )

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

    expect(esModule(readProject(folder.path()))).toStrictEqual([])
  })

  it.each(["import cloud from 'wx-server-sdk'", 'const a = 1\nexport const main = () => a', 'export default () => {}'])(
    'is wrong where index.js holds %j',
    (code) => {
      expect(found(code)).toStrictEqual([
        {
          level: 'wrong',
          what: { en: 'bind/index.js has import or export', zh: 'bind/index.js 用了 import 或 export' },
          next: ES_MODULE,
        },
      ])
    },
  )

  it('reports "type": "module" in package.json', () => {
    expect(found('exports.main = () => {}', '{ "type": "module" }')).toStrictEqual([
      {
        level: 'wrong',
        what: { en: 'bind/package.json says "type": "module"', zh: 'bind/package.json 写了 "type": "module"' },
        next: ES_MODULE,
      },
    ])
  })

  it('reports an index.js that cannot be parsed', () => {
    expect(found('exports.main = (\n')).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind/index.js:2 cannot be parsed: Unexpected token',
          zh: 'bind/index.js:2 无法解析：Unexpected token',
        },
        next: { en: 'fix it, or build it to CommonJS', zh: '请改正，或构建为 CommonJS' },
      },
    ])
  })

  const inFunction = (files: Record<string, string>, others: Record<string, string> = {}) => {
    const own = Object.entries(files).map(([path, text]) => [`cloudfunctions/bind/${path}`, text])
    return esModule(readProject(folder.write({ ...Object.fromEntries(own), ...others })))
  }

  it.each(['lib.js', 'lib.cjs', 'src/lib.mjs'])('notes that %s cannot be parsed, with its line', (path) => {
    expect(inFunction({ 'index.js': '', [path]: 'const a =\n  1 2' })).toStrictEqual([
      {
        level: 'note',
        what: {
          en: `bind/${path}:2 cannot be parsed: Unexpected token`,
          zh: `bind/${path}:2 无法解析：Unexpected token`,
        },
        next: { en: 'fix it if the function loads it', zh: '如果云函数会加载它，请改正' },
      },
    ])
  })

  it('finds a require in a template literal, and after a regular expression with a quote', () => {
    const files = {
      'index.js': `if (a) /'/.test(b); require('./a.mjs') // it's\nlog(\`\${require('./b.mjs')}\`)`,
      'a.mjs': '',
      'b.mjs': '',
    }

    expect(inFunction(files).map(({ what }) => what.en)).toStrictEqual([
      "bind/index.js requires ./a.mjs, an ES module, which WeChat's Node before 20.19 refuses",
      "bind/index.js requires ./b.mjs, an ES module, which WeChat's Node before 20.19 refuses",
    ])
  })

  it('reports a file that requires an .mjs', () => {
    const files = { 'index.js': "require('./src')", 'src/index.js': 'module.exports = require("./lib.mjs")' }

    expect(inFunction({ ...files, 'src/lib.mjs': 'export default 1' })).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: "bind/src/index.js requires ./lib.mjs, an ES module, which WeChat's Node before 20.19 refuses",
          zh: 'bind/src/index.js 用 require 加载了 ES 模块 ./lib.mjs，微信云函数的 Node（20.19 之前）无法加载',
        },
        next: {
          en: "load it with await import('./lib.mjs'), or build both to CommonJS",
          zh: "改用 await import('./lib.mjs')，或构建为 CommonJS",
        },
      },
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

  it('reports a required package that is an ES module only', () => {
    expect(requires({ type: 'module' })).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: "bind/index.js requires dayjs, an ES module, which WeChat's Node before 20.19 refuses",
          zh: 'bind/index.js 用 require 加载了 ES 模块 dayjs，微信云函数的 Node（20.19 之前）无法加载',
        },
        next: {
          en: "load it with await import('dayjs'), or install a version that supports require",
          zh: "改用 await import('dayjs')，或安装支持 require 的版本",
        },
      },
    ])
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

  it('reports a folder with index.mjs only', () => {
    expect(esModule(readProject(folder.write({ 'cloudfunctions/bind/index.mjs': '' })))).toStrictEqual([
      {
        level: 'wrong',
        what: { en: 'bind has an index.mjs, but no index.js', zh: 'bind 只有 index.mjs，没有 index.js' },
        next: {
          en: 'WeChat starts a function from index.js: write it with require and exports.main, or build it to CommonJS',
          zh: '云函数的入口是 index.js：请改用 require 和 exports.main，或构建为 CommonJS',
        },
      },
    ])
  })
})
