import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { inLanguage } from '../../../../../cloudfunctions/openapi/messages/Message'
import { loading } from '../../../../../scripts/commands/doctor/checks/loading'
import { readProject } from '../../../../../scripts/commands/doctor/Project'
import { signed } from '../../../../../scripts/commands/terminal/digest'
import { BUNDLED } from '../../../../helpers/bundleStory'
import { temporaryFolder } from '../../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const pay = (...names: string[]) => folder.path('cloudfunctions/pay', ...names)

/** Returns what is found about a function `pay` with these files, as `level what`, and what to do. */
function found(files: Record<string, string>): string[][] {
  const inside = Object.entries(files).map(([name, text]) => [`cloudfunctions/pay/${name}`, text])
  const dir = folder.write({
    'common/price.js': '',
    'node_modules/dayjs/package.json': '{ "version": "1.11.13" }',
    ...Object.fromEntries(inside),
  })
  return [...loading(readProject(dir))].map(({ level, what, next }) => [
    `${level} ${what.en}`,
    ...(next ? [inLanguage('en', next)] : []),
  ])
}

const SHARE =
  "copy its files into the function's folder, or bundle the function (see cloudfunctions/docs/share-code.md in the package wx-logistics)"
const LOADS = ['right pay: requests only what the cloud can load']

describe('loading', () => {
  it('accepts files of the folder, modules of Node and declared packages', () => {
    const code = "require('./lib'); require('fs'); import('node:path'); require('dayjs'); require(name); require('#x')"

    expect(
      found({ 'index.js': code, 'lib/index.js': '', 'package.json': '{ "dependencies": { "dayjs": "^1.11.13" } }' }),
    ).toEqual([LOADS])
  })

  it.each([
    [
      "require('../../common/price')",
      "../../common/price is outside of the function's folder, which is all that WeChat uploads",
      SHARE,
    ],
    [
      "import('../../common/price.js')",
      "../../common/price.js is outside of the function's folder, which is all that WeChat uploads",
      SHARE,
    ],
    ["require('./nope')", './nope is not found', 'correct the path, or add the file'],
  ])('reports %s, with the line', (code, what, next) => {
    expect(found({ 'index.js': `\n${code}` })).toEqual([[`wrong pay/index.js:2: ${what}`, next]])
  })

  it('says nothing about a function that cannot be parsed, which another check reports', () => {
    expect(found({ 'index.js': 'exports.main = async ( => 1' })).toEqual([])
  })

  it('reports packages that are not declared, with the line for package.json', () => {
    const what = 'package.json does not list dayjs in "dependencies", so WeChat does not install it'

    expect(found({ 'index.js': "require('dayjs/plugin/utc')" })).toEqual([
      [`wrong pay/index.js:1: ${what}`, `write ${pay('package.json')}: { "dependencies": { "dayjs": "^1.11.13" } }`],
    ])
    expect(found({ 'package.json': '{ "devDependencies": { "dayjs": "*" } }' })).toEqual([
      [`wrong pay/index.js:1: ${what}`, `add "dayjs": "^1.11.13" to "dependencies" in ${pay('package.json')}`],
    ])
  })

  it('reports what a copy of the library requests from one package, once', () => {
    expect(
      found({
        'index.js': "require('./wx-logistics')",
        'wx-logistics.js': signed("require('wx-server-sdk');require('wx-server-sdk/package.json')"),
      }),
    ).toEqual([
      ['wrong pay/wx-logistics.js:2: wx-server-sdk is not found', `Run: npm install --prefix "${pay()}" wx-server-sdk`],
    ])
  })

  it('reports packages that are not installed, once', () => {
    const install = `Run: npm install --prefix "${pay()}"`

    expect(
      found({ 'index.js': "require('a'); require('b')", 'package.json': '{ "dependencies": { "b": "1", "c": "1" } }' }),
    ).toEqual([
      ['wrong pay/package.json: lists b, c, which is not installed here', install],
      ['wrong pay/index.js:1: a is not found', `${install} a`],
    ])
  })

  it('only notes a package that the code can go on without', () => {
    expect(found({ 'index.js': "try { require('dayjs') } catch {}" })).toEqual([
      expect.arrayContaining([expect.stringMatching(/^note pay\/index\.js:1: package\.json does not list dayjs/)]),
      LOADS,
    ])
  })

  it('notes a package that only an upload of all files contains', () => {
    expect(found({ 'index.js': "require('own')", 'node_modules/own/index.js': '' })).toEqual([
      [
        'note pay/index.js:1: own is in the function\'s node_modules, but not in "dependencies" of package.json',
        'add it there, or upload the function with all files (not: install dependencies in the cloud)',
      ],
      LOADS,
    ])
  })

  it.each(['file:../../common', 'link:../common', 'workspace:^1.0.0'])(
    'reports a dependency that the cloud cannot install, even if nothing requires it: %s',
    (version) => {
      expect(found({ 'index.js': '', 'package.json': JSON.stringify({ dependencies: { common: version } }) })).toEqual([
        [`wrong pay/package.json: "common": "${version}" in package.json cannot be installed in the cloud`, SHARE],
      ])
    },
  )

  it('reports links that lead out of the folder, and no others', () => {
    mkdirSync(pay('lib'), { recursive: true })
    symlinkSync(folder.path('common'), pay('lib/common'), 'junction')
    symlinkSync(pay('lib'), pay('inside'), 'junction')

    expect(found({ 'index.js': '' })).toEqual([
      [
        `wrong pay/lib/common: ${join('lib', 'common')} is a link that leads out of the function's folder, which is all that WeChat uploads`,
        SHARE,
      ],
    ])
  })

  it.each(['index.ts', 'src/index.ts'])('reports a function of which only %s exists', (entry) => {
    expect(found({ [entry]: '' })).toEqual([
      [
        `wrong pay: pay/${entry} is TypeScript that is not built`,
        'build it to JavaScript, in the folder that is uploaded',
      ],
    ])
  })

  it('reports TypeScript that a function requires and that is not built', () => {
    expect(found({ 'index.js': "require('./lib')", 'lib.ts': '' })).toEqual([
      [
        `wrong pay/index.js:1: ${pay('lib.ts')} is TypeScript that is not built`,
        'build it to JavaScript, in the folder that is uploaded',
      ],
    ])
  })

  it('reports nothing about functions of this package', () => {
    cpSync(join(BUNDLED, 'bindAccount'), folder.path('cloudfunctions/bindAccount'), { recursive: true })

    expect([...loading(readProject(folder.path()))]).toEqual([])
  })
})
