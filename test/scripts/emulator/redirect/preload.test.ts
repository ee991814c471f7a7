import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { PRELOAD } from '../../../../scripts/emulator/built'
import { preloadEnvironment, type Redirection } from '../../../../scripts/emulator/redirect/Endpoints'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const folder = temporaryFolder()

/** Runs a program before which the preload is loaded; returns what it prints. */
async function run(
  file: string,
  endpoints: Partial<Redirection> | undefined = {},
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const variables = preloadEnvironment(PRELOAD, { ...wechat.endpoints(), ...endpoints })
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, ...variables, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [out] = await Promise.all([text(child.stdout), once(child, 'close')])
  return out
}

const redirected = (code: string, endpoints?: Partial<Redirection>) =>
  run(`${folder.write({ 'it.js': code })}/it.js`, endpoints)
const ledModule = (code: string) => run(`${folder.write({ 'it.mjs': code })}/it.mjs`)

const URL_OF_TOKEN = 'https://api.weixin.qq.com/cgi-bin/token'
/** `show(response)` prints the answer; `fail(error)` why there is none. */
const SHOW = `
  const show = (response) => { let all = ''; response.on('data', (it) => { all += it }).on('end', () => console.log(JSON.parse(all).errcode)) }
  const fail = (error) => console.log((error.cause ?? error).message)`
const HEAD = 'GET /cgi-bin/token HTTP/1.1\\r\\nHost: api.weixin.qq.com\\r\\nConnection: close\\r\\n\\r\\n'
const RAW = `const raw = (socket) => { let all = ''; socket.on('data', (it) => { all += it }).on('end', () => console.log(/"errcode":(\\d+)/.exec(all)[1])); socket.write('${HEAD}') }`

describe('a redirected Node', () => {
  it.each([
    ['fetch', `fetch('${URL_OF_TOKEN}').then((it) => it.json()).then((it) => console.log(it.errcode))`],
    ['https.get', `${SHOW}; require('https').get('${URL_OF_TOKEN}', show)`],
    ['https.get with capitals', `${SHOW}; require('https').get('https://API.WEIXIN.QQ.COM/cgi-bin/token', show)`],
    [
      'https.get with the dot that may end a name',
      `${SHOW}; require('https').get('https://api.weixin.qq.com./cgi-bin/token', show)`,
    ],
    ['http.get', `${SHOW}; require('http').get('http://api.weixin.qq.com/cgi-bin/token', show)`],
    [
      'an agent that is kept alive, twice',
      `${SHOW}; const https = require('https'); const agent = new https.Agent({ keepAlive: true, maxSockets: 1 })
       https.get('${URL_OF_TOKEN}', { agent }, (it) => { it.resume().on('end', () => https.get('${URL_OF_TOKEN}', { agent }, (it) => { show(it); it.on('end', () => agent.destroy()) })) })`,
    ],
    [
      'an agent that trusts another authority alone',
      `${SHOW}; const https = require('https'); https.get('${URL_OF_TOKEN}', { agent: new https.Agent({ ca: require('tls').rootCertificates[0] }) }, show)`,
    ],
    [
      'an agent with a context of its own',
      `${SHOW}; const https = require('https'); https.get('${URL_OF_TOKEN}', { agent: new https.Agent({ secureContext: require('tls').createSecureContext() }) }, show)`,
    ],
    ['net.connect(port, host)', `${RAW}; const it = require('net').connect(80, 'api.weixin.qq.com', () => raw(it))`],
    [
      'tls.connect(port, host, options)',
      `${RAW}; const it = require('tls').connect(443, 'api.weixin.qq.com', { ALPNProtocols: ['h2', 'http/1.1'] }, () => raw(it))`,
    ],
    [
      'TLS on a connection made before',
      `${RAW}; const socket = require('net').connect({ port: 443, host: 'api.weixin.qq.com' }, () => { const it = require('tls').connect({ socket, servername: 'api.weixin.qq.com' }, () => raw(it)) })`,
    ],
    [
      'a worker thread',
      `const { Worker } = require('worker_threads'); new Worker(\`fetch('${URL_OF_TOKEN}').then((it) => it.json()).then((it) => console.log(it.errcode))\`, { eval: true })`,
    ],
    [
      'a child process',
      `const { execFileSync } = require('child_process'); process.stdout.write(execFileSync(process.execPath, ['-e', "fetch('${URL_OF_TOKEN}').then((it) => it.json()).then((it) => console.log(it.errcode))"]))`,
    ],
  ])('connects to the local WeChat with %s', async (_how, code) => {
    expect(await redirected(code)).toBe('40002\n')
  })

  it.each([
    ["import { get } from 'https'", `import { get } from 'node:https'; ${SHOW}; get('${URL_OF_TOKEN}', show)`],
    [
      "import { connect } from 'tls'",
      `import { connect } from 'node:tls'; ${RAW}; const it = connect({ port: 443, host: 'api.weixin.qq.com' }, () => raw(it))`,
    ],
  ])('connects to the local WeChat with %s', async (_how, code) => {
    expect(await ledModule(code)).toBe('40002\n')
  })

  it.each([
    'tcb-admin.tencentcloudapi.com',
    'tcb-admin.tencentyun.com',
    'tcb-open.tencentcloudapi.com',
    'tcb-open.tencentyun.com',
    'env-1.ap-shanghai.tcb-api.tencentcloudapi.com',
  ])('connects to it instead of to %s, over http and https', async (host) => {
    const code = (protocol: string) =>
      `${SHOW}; require('${protocol}').get('${protocol}://${host}/cgi-bin/token', show).on('error', fail)`

    expect([await redirected(code('http')), await redirected(code('https'))]).toEqual(['40002\n', '40002\n'])
  })

  it.each(['tencentyun.com', 'a.tcb-open.tencentyun.com', 'tcb-open.tencentyun.com.example', 'mp.weixin.qq.com'])(
    'looks for %s itself',
    async (host) => {
      const code = (protocol: string) =>
        `${SHOW}; const lookup = (host, _options, done) => done(Error('looked up ' + host)); require('${protocol}').get('${protocol}://${host}/', { lookup }, show).on('error', fail)`
      const expected = `looked up ${host}\n`

      expect([await redirected(code('http')), await redirected(code('https'))]).toEqual([expected, expected])
    },
  )

  it('connects to other servers directly, by an address, a name and a path', async () => {
    const code = `
      const net = require('net')
      const serve = (...place) => new Promise((done) => { const it = net.createServer((socket) => socket.end('hello')).listen(...place, () => done(it)) })
      const ask = (...place) => new Promise((done) => { net.connect(...place).on('data', (it) => done(String(it))) })
      const main = async () => {
        const [a, b] = [await serve(0), await serve(__dirname + '/socket')]
        const { port } = a.address()
        console.log(await ask(port), await ask(port, '127.0.0.1'), await ask({ port, host: 'localhost' }), await ask(__dirname + '/socket'))
        a.close(), b.close()
      }
      main()`

    expect(await redirected(code)).toBe('hello hello hello hello\n')
    expect(await redirected(code, { offline: true })).toBe('hello hello hello hello\n')
  })

  it('connects to no other host with --offline, and says why', async () => {
    const code = `${SHOW}; fetch('https://example.invalid/').catch(fail); require('http').get('http://[2001:db8::1]/').on('error', fail)`

    expect((await redirected(code, { offline: true })).split('\n').sort()).toEqual([
      '',
      '2001:db8::1 is not reached: wx-logistics exec runs with --offline',
      'example.invalid is not reached: wx-logistics exec runs with --offline',
    ])
    expect(await redirected(`${SHOW}; require('https').get('${URL_OF_TOKEN}', show)`, { offline: true })).toBe(
      '40002\n',
    )
  })

  it("does not connect to WeChat's hosts if no local WeChat is known", async () => {
    const file = `${folder.write({ 'it.js': `${SHOW}; fetch('${URL_OF_TOKEN}').catch(fail)` })}/it.js`

    expect(await run(file, {}, { LOCAL_WECHAT_ENDPOINTS: undefined })).toBe(
      'api.weixin.qq.com is not reached: no local WeChat is known here\n',
    )
  })
})

describe('a function', () => {
  const own = temporaryFolder('shared')
  const functions = withLocalWeChat(() => ({
    functions: own.write({
      'ask/index.js':
        'exports.main = ({ url }) => fetch(url).then((it) => it.json()).then(({ errcode }) => ({ errcode }))',
    }),
  }))

  it.each([URL_OF_TOKEN, 'http://api.weixin.qq.com/cgi-bin/token'])(
    'that asks %s itself finds the local WeChat that runs it',
    async (url) => {
      expect(await functions.callFunction('ask', { url })).toMatchObject({ result: { errcode: 40002 } })
    },
  )
})
