import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { callFunction } from '../helpers/callFunction'
import { packed } from '../helpers/packed'
import { sample } from '../helpers/withLocalWeChat'
import { type Started, Windows } from './Windows'

const ROOT = join(__dirname, '../..')
const SDK = join(ROOT, 'node_modules/wx-server-sdk')

/** Enough time for a slow machine. */
jest.setTimeout(180_000)

let windows: Windows
let shop: string
beforeAll(async () => {
  windows = new Windows()
  shop = windows.path('店 shop')
  write({
    'package.json':
      '{ "private": true, "scripts": { "wechat": "wx-logistics start --port 0 --state :memory:", "test": "node show.js" } }',
    'show.js': "console.log('given ' + JSON.stringify(process.argv.slice(2)))",
  })
  const tarball = windows.name(await packed(windows.dir))
  const options = ['--ignore-scripts', '--no-audit', '--no-fund']
  const installed = await windows.run(['cmd', '/c', 'npm', 'install', ...options, tarball], shop)
  expect(installed).toMatchObject({ code: 0 })
}, 600_000)
afterEach(() => windows?.killAll())
afterAll(() => windows?.remove())

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(shop, name)), { recursive: true })
    writeFileSync(join(shop, name), text)
  }
}

/** Starts the command without cmd, which does not forward Ctrl-C in wine. */
const start = (...args: string[]): Started => windows.start([windows.node, bin(), 'start', ...args], shop, ADMIN)
/** Runs `wx-logistics` through the .cmd file that npm creates. */
const wxLogistics = (args: string[], env = {}) =>
  windows.run(['cmd', '/c', 'node_modules\\.bin\\wx-logistics', ...args], shop, env)
const bin = () => windows.name(join(shop, 'node_modules/wx-logistics/dist/package/bin.js'))
const ADMIN = { ADMIN_OPENIDS: 'oAdmin' }

const urlOf = async (wechat: Started) => (await wechat.until(/^local WeChat ready at (\S+)$/m))[1] ?? ''

/**
 * Stops a process, and waits until no process of the project is running.
 *
 * @param end stops the process
 * @param what a string in the command line of the process
 */
async function stopsAll(end: () => unknown, what: string): Promise<void> {
  expect(windows.running()).toContainEqual(expect.stringContaining(what))
  await end()
  while (windows.running().length > 0) await wait(100)
}

const ok = (result: unknown) => ({ errMsg: 'cloud.callFunction:ok', requestID: expect.any(String), result })
const bound = ok({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' })

describe('start', () => {
  it('keeps acknowledged records after it was killed, and refuses a second instance meanwhile', async () => {
    const first = start('--port', '0')
    expect(await callFunction(await urlOf(first), 'bindAccount', sample, 'oAdmin')).toEqual(bound)
    await stopsAll(first.kill, bin())

    const second = start('--port', '0')
    const url = await urlOf(second)
    expect(await callFunction(url, 'getAllAccount', {}, 'oAdmin')).toMatchObject({
      result: { errCode: 0, count: 1, list: [{ deliveryId: 'YUNDA', bizId: '123456', statusCode: 0 }] },
    })
    expect(await start('--port', '0').ended).toEqual({
      code: 1,
      out: '',
      err: `error: the local WeChat of ${windows.name(shop)} is already running at ${url}. Use that one, or stop it first.\n`,
    })
  })

  it('stops at Ctrl-C, releases its records, and leaves no process', async () => {
    const wechat = windows.startAtConsole(
      [windows.node, bin(), 'start', '--port', '0', '--state', 'ended'],
      shop,
      ADMIN,
    )
    const url = await urlOf(wechat)
    expect(await callFunction(url, 'bindAccount', sample, 'oAdmin')).toEqual(bound)
    expect(existsSync(join(shop, 'ended/holder.json'))).toBe(true)
    await stopsAll(wechat.ctrlC, bin())

    expect(await wechat.ended).toMatchObject({ code: 0 })
    expect(existsSync(join(shop, 'ended/holder.json'))).toBe(false)
  })

  it('stops together with the npm that started it', async () => {
    const npm = windows.start([windows.node, windows.name(windows.npm), 'run', 'wechat'], shop, ADMIN)
    expect(await callFunction(await urlOf(npm), 'bindAccount', sample, 'oAdmin')).toEqual(bound)
    await stopsAll(npm.kill, 'bin.js start')
  })

  it("serves the project's own functions, and reloads them and the fixtures when a Windows editor saves them", async () => {
    const hello = (word: string) =>
      `exports.main = () => {\r\n  console.log('打印 ${word}')\r\n  return [__dirname, '${word}']\r\n}\r\n`
    const fixtures = (appid: string) => `\ufeff{\r\n  "miniPrograms": [{ "appid": "${appid}", "secret": "s" }]\r\n}\r\n`
    write({ 'cloudfunctions/hello/index.js': hello('first'), 'saved.json': fixtures('wxfirst') })
    const wechat = start('--port', '0', '--state', ':memory:', '--fixtures', 'saved.json')
    const url = await urlOf(wechat)
    const dir = `${windows.name(shop)}\\cloudfunctions\\hello`
    expect(await callFunction(url, 'hello', {})).toEqual(ok([dir, 'first']))
    write({ 'cloudfunctions/hello/index.js': hello('second'), 'saved.json': fixtures('wxsecond') })
    expect(await callFunction(url, 'hello', {})).toEqual(ok([dir, 'second']))
    await wechat.until(/ \| 打印 second\n/)
    await wechat.until(/^saved\.json: read again$/m)
    const token = await fetch(`${url}/cgi-bin/token?grant_type=client_credential&appid=wxsecond&secret=s`)
    expect(await token.json()).toEqual({ access_token: expect.any(String), expires_in: 7200 })
  })
})

/** What exec prints when the command has exited. */
const received = (requests: number) =>
  `Requests that the local WeChat received: ${requests}.\nWhether a client also connected to the real WeChat can be seen on Linux only.\n`

describe('exec', () => {
  const exec = (...command: string[]) => windows.run([windows.node, bin(), 'exec', ...command], shop)

  it('redirects an unmodified wx-server-sdk to its own local WeChat', async () => {
    write({
      'bind.js': `const cloud = require(${JSON.stringify(windows.name(SDK))})
        cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
        cloud.openapi.logistics.bindAccount(${JSON.stringify(sample)}).then((it) => console.log(JSON.stringify(it)))`,
    })
    expect(await exec('node', 'bind.js')).toEqual({
      code: 0,
      out: '{"errMsg":"openapi.logistics.bindAccount:ok","errCode":0}\n',
      err: received(1),
    })
  })

  it('redirects requests to https://api.weixin.qq.com, also from functions', async () => {
    const token = `fetch('https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=wx0000000000000000&secret=local-secret')
      .then((it) => it.json()).then((it) => it.expires_in)`
    write({
      'token.js': `${token}.then(console.log)`,
      'own/token/index.js': `exports.main = () => ${token}`,
      'call.js': `fetch(process.env.WX_API_BASE + '/functions/token', { method: 'POST', body: '{}' })
        .then((it) => it.json()).then((it) => console.log(it.result))`,
    })
    expect(await exec('node', 'token.js')).toEqual({ code: 0, out: '7200\n', err: received(1) })
    expect(await exec('--functions', 'own', '--', 'node', 'call.js')).toEqual({
      code: 0,
      out: '7200\n',
      err: received(2),
    })
  })

  it.each([
    ['a program', ['node', 'show.js']],
    ['a .cmd that npm created', ['npm', 'test', '--']],
  ])('runs %s, and passes its arguments unchanged', async (_what, command) => {
    const given = ['a b', 'c&d', '(e)', 'f|g>h', '^i', 'j\\', '100%', '中文']
    const { code, out } = await exec(...command, ...given)
    expect({ code, given: out.split('\n').find((line) => line.startsWith('given')) }).toEqual({
      code: 0,
      given: `given ${JSON.stringify(given)}`,
    })
  })

  it("exits with the command's exit code", async () => {
    const err = received(0)
    expect(await exec('node', '-e', 'process.exit(7)')).toEqual({ code: 7, out: '', err })
    expect(await exec('cmd', '/c', 'exit 9')).toEqual({ code: 9, out: '', err })
  })

  it('lets the command handle Ctrl-C itself, and leaves no process', async () => {
    write({
      'wait.js': `process.on('SIGINT', () => process.exit(5))
        setInterval(() => {}, 1000)
        console.log('waiting')`,
    })
    // The whole path identifies the running process.
    const wait = windows.name(join(shop, 'wait.js'))
    const command = windows.startAtConsole([windows.node, bin(), 'exec', '--', 'node', wait], shop)
    await command.until(/waiting/)
    await stopsAll(command.ctrlC, `node ${wait}`)

    expect(await command.ended).toMatchObject({ code: 5 })
  })
})

describe('call', () => {
  it("calls an API, here inside exec, through npm's .cmd files", async () => {
    const mine = { WX_APPID: 'wx0000000000000000', WX_SECRET: 'local-secret' }
    const called = await wxLogistics(['exec', '--', 'node_modules\\.bin\\wx-logistics', 'call', 'getAllDelivery'], mine)
    expect({ ...called, out: JSON.parse(called.out) }).toMatchObject({
      code: 0,
      out: { errCode: 0 },
      err: `0: done\n${received(2)}`,
    })
  })
})

describe('add', () => {
  it('copies a function once, even if git changed its line endings', async () => {
    expect(await wxLogistics(['add', 'bindAccount', '--to', '云函数'])).toEqual({
      code: 0,
      out: expect.stringMatching(/^project: .*\nbindAccount: added {2}云函数\\bindAccount\n/),
      err: '',
    })
    const path = join(shop, '云函数/bindAccount/config.json')
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'))
    expect(await wxLogistics(['add', 'bindAccount', '--to', '云函数'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^project: .*\nbindAccount: updated {2}云函数\\bindAccount\n/),
    })
  })
})
