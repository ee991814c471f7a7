import { join } from 'node:path'
import { createLocalWeChat, type LocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { callFunction } from '../../../helpers/callFunction'
import { DECLARES_SDK, installSdk } from '../../../helpers/installSdk'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { sample } from '../../../helpers/withLocalWeChat'

const folder = temporaryFolder()
const lines: string[] = []
let wechat: LocalWeChat | undefined
afterEach(async () => {
  await wechat?.close()
  wechat = undefined
  lines.splice(0)
})

/** Closes the local WeChat; returns its log without times and ids. */
async function logged(): Promise<string[]> {
  await wechat?.close()
  return lines.map((line) =>
    line
      .replace(/^\d\d:\d\d:\d\d [0-9a-f]{8} /, 'ID ')
      .replace(/^\d\d:\d\d:\d\d - {8}/, '- ')
      .replace(/\d+ ms/, 'MS'),
  )
}

/** Serves these files and calls the named functions one after the other; returns the log. */
async function calling(files: Record<string, string>, ...names: string[]): Promise<string[]> {
  wechat = await createLocalWeChat({ functions: folder.write(files), log: (line) => lines.push(line) })
  for (const name of names) await callFunction(wechat.url, name, {})
  return logged()
}

const dir = (...names: string[]) => folder.path(...names)
const sdk = `
const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })`

describe('the log of a function', () => {
  it('has one line per call, with the errCode of the result if there is one', async () => {
    const code = (result: string) => `exports.main = async () => (${result})`
    const files = {
      'a/index.js': code('{ errCode: 0 }'),
      'b/index.js': code('{ errCode: 40097 }'),
      'c/index.js': code('{ errCode: "no" }'),
      'd/index.js': code('null'),
      'e/index.js': code('{ get errCode() { throw Error("no") }, toJSON: () => 1 }'),
    }
    expect(await calling(files, 'a', 'b', 'c', 'd', 'e')).toEqual([
      'ID a 0 MS',
      'ID b 40097 MS',
      'ID c ok MS',
      'ID d ok MS',
      'ID e ok MS',
    ])
  })

  it('shows the stack of a thrown error', async () => {
    const files = {
      'it/index.js': "const price = require('./lib/price')\nexports.main = async () => {\n  return price()\n}",
      'it/lib/price.js': "module.exports = () => {\n  throw new TypeError('no price')\n}",
    }
    expect(await calling(files, 'it')).toEqual([
      'ID it -504002 MS: TypeError: no price',
      `    at module.exports (${join(dir('it'), 'lib/price.js')}:2:9)`,
      `    at exports.main (${join(dir('it'), 'index.js')}:3:10)`,
    ])
  })

  it('shows the lines of the function that wait for a callback which fails', async () => {
    const code = `const { gunzip } = require('zlib')
const read = (data) =>
  new Promise((_, reject) => gunzip(data, reject))
exports.main = async () => {
  await read('none')
}`
    expect(await calling({ 'it/index.js': code }, 'it')).toEqual([
      'ID it -504002 MS: Error: incorrect header check',
      `    at read (${join(dir('it'), 'index.js')}:3:3)`,
      `    at exports.main (${join(dir('it'), 'index.js')}:5:9)`,
    ])
  })

  it('shows the line of the function that calls a collection which does not exist', async () => {
    const code = `${sdk}\nexports.main = async () => {\n  await cloud.database().collection('orders').count()\n}`
    const files = { 'it/package.json': DECLARES_SDK, 'it/config.json': '{ "timeout": 60 }', 'it/index.js': code }
    installSdk(folder.write(files))
    const log = await calling(files, 'it')
    // The SDK warns after the error if the call took longer than three seconds.
    const ours = log.filter((line) => !line.includes('[TCB][WARN] Your current request'))
    expect(ours.at(-1)).toBe(`    at exports.main (${join(dir('it'), 'index.js')}:5:47)`)
  })

  it('has no secret of the event, whatever the function prints and throws', async () => {
    const code = `exports.main = async (event) => {
      console.log(JSON.stringify(event))
      console.error('wrong: ' + event.password)
      throw new Error('no ' + event.password)
    }`
    const functions = folder.write({ 'it/index.js': code })
    wechat = await createLocalWeChat({ functions, log: (line) => lines.push(line) })
    await callFunction(wechat.url, 'it', { password: 'hunter22', n: 1 })

    const all = await logged()
    expect(all).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^ID \| \{"password":"\*\*\*","n":1,"userInfo":.*\}$/),
        'ID | wrong: ***',
        'ID it -504002 MS: Error: no ***',
      ]),
    )
    expect(all.join('\n')).not.toContain('hunter22')
  })

  it('shows the line of a syntax error', async () => {
    expect(await calling({ 'it/index.js': 'exports.main = async () => {\n  const a = ;\n}' }, 'it')).toEqual([
      "ID it -504002 MS: SyntaxError: Unexpected token ';'",
      `${join(dir('it'), 'index.js')}:2`,
      '  const a = ;',
      '            ^',
    ])
  })

  it('says where to install a missing package, and the function runs once it is installed', async () => {
    wechat = await createLocalWeChat({
      functions: folder.write({
        'it/index.js': "exports.main = async () => require('dayjs')",
        'at/index.js': "const dayjs = require('dayjs')\nexports.main = async () => dayjs",
      }),
      log: (line) => lines.push(line),
    })
    await callFunction(wechat.url, 'at', {})
    folder.write({ 'at/node_modules/dayjs/index.js': 'module.exports = 7' })
    expect(await callFunction(wechat.url, 'at', {})).toMatchObject({ result: 7 })
    expect(await logged()).toEqual([
      "ID at -504002 MS: Error: Cannot find module 'dayjs'",
      `    at Object.<anonymous> (${join(dir('at'), 'index.js')}:1:15)`,
      `    Run: npm install --prefix "${dir('at')}" dayjs`,
      'ID at ok MS',
    ])
  })

  it('says how to export a missing main', async () => {
    expect(await calling({ 'it/index.js': 'exports.handler = async () => 1' }, 'it')).toEqual([
      'ID it -504002 MS: TypeError: index.js exports no function main',
      '    Write: exports.main = async (event, context) => { ... }',
    ])
  })

  it('warns that WeChat may not load an ES module that this Node can load', async () => {
    const said =
      "index.js is an ES module, which WeChat's Node before 20.19 (default: 16.13) cannot load: use require and exports.main, or build to CommonJS."
    const logLines = await calling({ 'it/index.js': 'export const main = async () => 1' }, 'it')
    expect(logLines.filter((line) => line.includes(said))).toHaveLength(1)
  })

  it('says why a function is not found', async () => {
    const files = { 'pays/index.js': 'exports.main = async () => 1', 'typed/index.ts': '' }
    const en =
      'A function is a folder with an index.js: build TypeScript first. If your functions are in another folder now, start again.'
    expect(await calling(files, 'typed', 'pay')).toEqual([
      '- typed -501000 MS: FunctionName parameter could not be found',
      `    ${dir()} has pays. ${en}`,
      '- pay -501000 MS: FunctionName parameter could not be found',
      `    ${dir()} has pays; did you mean pays? ${en}`,
    ])
  })

  it('is in Chinese with that language', async () => {
    const files = {
      'pays/index.js': 'exports.main = async () => 1',
      'pays/config.json': '{"timeout": 0 "triggers": []}',
    }
    const functions = folder.write(files)
    wechat = await createLocalWeChat({ functions, language: 'zh', log: (line) => lines.push(line) })
    for (const name of ['pay', 'pays']) await callFunction(wechat.url, name, {})
    expect(await logged()).toEqual([
      '- pay -501000 MS: FunctionName parameter could not be found',
      `    ${dir()} 里有 pays，是不是 pays？云函数是含有 index.js 的目录，TypeScript 请先构建；云函数目录变了请重新启动`,
      `${dir('pays/config.json')}:1：不是有效的 JSON：缺少逗号，未采用该文件`,
      'ID pays ok MS',
    ])
  })

  it('reports a mistake in config.json once, not in each call', async () => {
    const files = { 'it/index.js': 'exports.main = async () => 1', 'it/config.json': '[' }
    const logLines = await calling(files, 'it', 'it')
    expect(logLines.filter((line) => line.endsWith('; the file is not used'))).toHaveLength(1)
  })

  it('shows the line to add for an API that config.json does not declare', async () => {
    const code = `${sdk}
      exports.main = async () => { try { await cloud.openapi.logistics.getQuota({}) } catch ({ errCode }) { return { errCode } } }`
    const files = {
      'a/index.js': code,
      'a/package.json': DECLARES_SDK,
      'b/index.js': code,
      'b/package.json': DECLARES_SDK,
      'b/config.json': '{}',
    }
    installSdk(dir())
    const config = '{"permissions":{"openapi":["logistics.getQuota"]}}'
    expect(await calling(files, 'a', 'b')).toEqual([
      `ID cloud call logistics.getQuota -604101 MS: Write ${dir('a/config.json')}: ${config}`,
      'ID a -604101 MS',
      `ID cloud call logistics.getQuota -604101 MS: Add "logistics.getQuota" to permissions.openapi in ${dir('b/config.json')}.`,
      'ID b -604101 MS',
    ])
  })
})

describe('a mistake in config.json', () => {
  it.each([
    ['{"permission":{"openapi":["logistics.getQuota"]}}', 'permission is not used: it should be permissions'],
    ['{"permissions":{"openapi":"logistics.getQuota"}}', 'permissions.openapi is not used: should be a list, [...]'],
  ])('is named when a permission is missing: %s', async (config, mistake) => {
    const code = `${sdk}
      exports.main = async () => { try { await cloud.openapi.logistics.getQuota({}) } catch ({ errCode }) { return { errCode } } }`
    installSdk(dir())
    const files = { 'a/index.js': code, 'a/package.json': DECLARES_SDK, 'a/config.json': config }
    const advice = `Add "logistics.getQuota" to permissions.openapi in ${dir('a/config.json')}.`
    expect(await calling(files, 'a')).toContain(`ID cloud call logistics.getQuota -604101 MS: ${mistake}. ${advice}`)
  })

  it('is named when the time limit of the function is over', async () => {
    const files = { 'a/index.js': 'exports.main = () => new Promise(() => {})', 'a/config.json': '{"timeout":"20"}' }
    expect((await calling(files, 'a')).at(-1)).toBe('    timeout is not used: should be a whole number')
  })
})

describe('the log of the functions of this package', () => {
  const bindTwice = async (verbose: boolean) => {
    wechat = await createLocalWeChat({ verbose, log: (line) => lines.push(line) })
    await callFunction(wechat.url, 'bindAccount', sample)
    await callFunction(wechat.url, 'bindAccount', sample)
    return (await logged())
      .map((line) => line.replace(/\{.*"errCode":(\d+).*\}$/, 'JSON $1').replace(/ rid: .*/, ''))
      .sort()
  }

  it('leaves out their own line about a success, which repeats the line of the call', async () => {
    expect(await bindTwice(false)).toEqual(['ID bindAccount 0 MS', 'ID bindAccount 9300529 MS', 'ID | JSON 9300529'])
  })

  it('says how a user who was refused becomes an admin', async () => {
    wechat = await createLocalWeChat({ log: (line) => lines.push(line) })
    await callFunction(wechat.url, 'bindAccount', sample, 'oNobody')
    const variable = 'ADMIN_OPENIDS=oNobody'
    expect((await logged()).slice(1)).toEqual([
      'ID bindAccount -401001 MS',
      `    For the local WeChat, start again with this environment variable: ${variable}`,
    ])
  })

  it('says nothing about admins if a rule of its own has refused the user', async () => {
    wechat = await createLocalWeChat({
      functions: folder.write({
        'it/index.js': 'exports.main = async () => ({ errCode: -401001, errMsg: "not today" })',
      }),
      log: (line) => lines.push(line),
    })
    await callFunction(wechat.url, 'it', {}, 'oNobody')
    expect(await logged()).toEqual(['ID it -401001 MS'])
  })

  it('contains every line in verbose mode', async () => {
    expect(await bindTwice(true)).toEqual([
      'ID bindAccount 0 MS',
      'ID bindAccount 9300529 MS',
      'ID cloud call logistics.bindAccount 0 MS',
      'ID cloud call logistics.bindAccount 9300529 MS: biz_id already bind',
      'ID | JSON 0',
      'ID | JSON 9300529',
    ])
  })
})
