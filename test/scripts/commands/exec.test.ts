import { spawn } from 'node:child_process'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { exec } from '../../../scripts/commands/exec'
import { isRunning } from '../../../scripts/emulator/system/system'
import { catchOutput } from '../../helpers/catchOutput'
import { npmRun, wxLogistics } from '../../helpers/npmRun'
import { portOf } from '../../helpers/portOf'
import { WX_LOGISTICS } from '../../helpers/programs'
import { temporaryFolder } from '../../helpers/temporaryFolder'

const folder = temporaryFolder()
const output = catchOutput()

/** Runs `npm run exec -- ...` in this process. */
const executed = async (...args: string[]) => ({ code: await exec(args), ...output })

/** Waits until another process has written to a file, and returns what it wrote. */
async function written(path: string): Promise<string> {
  while (!existsSync(path) || readFileSync(path, 'utf8') === '') await setTimeout(50)
  return readFileSync(path, 'utf8')
}

/** Counts the copies of a wgetrc in a folder for temporary files. */
const copiesIn = (dir: string) =>
  readdirSync(dir, { recursive: true }).filter((it) => String(it).endsWith('/wgetrc')).length

/** Runs `npx wx-logistics exec -- ...` in a separate terminal. */
function atTerminal(dir: string, ...args: string[]) {
  const line = `exec '${process.execPath}' '${WX_LOGISTICS}' exec ${args.join(' ')}`
  const out = `${dir}/terminal`
  writeFileSync(out, '')
  const child = spawn('script', ['--quiet', '--flush', '--return', '--command', line, out], {
    cwd: join(__dirname, '../../..'),
    env: { ...process.env, INIT_CWD: undefined, SHELL: '/bin/sh' },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  return {
    press: (key: string) => child.stdin?.write(key),
    said: async (text: string) => {
      while (!readFileSync(out, 'utf8').includes(text)) await setTimeout(50)
    },
    ended: once(child, 'exit'),
  }
}

/** The line that exec always prints when the command has exited. */
const received = (requests: number) => `Requests that the local WeChat received: ${requests}.\n`

describe('npm run exec', () => {
  it('redirects an unmodified wx-server-sdk to a new local WeChat', async () => {
    const script = `
      const cloud = require('wx-server-sdk')
      cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
      cloud.openapi.logistics
        .bindAccount({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })
        .then((result) => console.log(JSON.stringify(result)))`
    expect(await npmRun('exec', ['node', '-e', script]).ended).toEqual({
      code: 0,
      out: '{"errMsg":"openapi.logistics.bindAccount:ok","errCode":0}\n',
      err: received(1),
    })
  })

  it('sets WX_API_BASE to its address for HTTPS clients', async () => {
    const script = `
      fetch(process.env.WX_API_BASE + '/cgi-bin/token')
        .then((it) => it.json())
        .then((it) => require('node:fs').writeFileSync(process.argv[1], String(it.errcode)))`
    expect(await executed('node', '-e', script, folder.path('errcode'))).toEqual({ code: 0, out: '', err: received(1) })
    expect(readFileSync(folder.path('errcode'), 'utf8')).toBe('40002')
  })

  it('uses neither the port nor the records that the environment names for a running local WeChat', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const env = { LOCAL_WECHAT_PORT: String(portOf(server)), LOCAL_WECHAT_STATE: folder.path('records') }
    jest.replaceProperty(process, 'env', { ...process.env, ...env })

    const script = "require('node:assert').strictEqual(process.env.LOCAL_WECHAT_PORT, undefined)"
    expect(await executed('node', '-e', script).finally(() => server.close())).toMatchObject({ code: 0 })
    expect(existsSync(folder.path('records'))).toBe(false)
  })

  it('redirects the processes that the command starts', async () => {
    const script = `
      fetch('https://api.weixin.qq.com/cgi-bin/token')
        .then((it) => it.json())
        .then((it) => require('node:fs').writeFileSync(process.argv[1], String(it.errcode)))`
    expect(await executed('sh', '-c', 'node -e "$0" "$1"', script, folder.path('errcode'))).toEqual({
      code: 0,
      out: '',
      err: received(1),
    })
    expect(readFileSync(folder.path('errcode'), 'utf8')).toBe('40002')
  })

  const askAnother = `
    fetch('https://example.invalid/').catch(({ cause }) =>
      require('node:fs').writeFileSync(process.argv[1], cause.message))`
  const refused = 'example.invalid is not reached: wx-logistics exec runs with --offline'

  it('refuses other hosts with --offline', async () => {
    await executed('--offline', 'node', '-e', askAnother, folder.path('why'))

    expect(readFileSync(folder.path('why'), 'utf8')).toBe(refused)
  })

  it('refuses other hosts to the command of an exec inside an exec --offline', async () => {
    const itself = ['node', WX_LOGISTICS, 'exec', '--']
    await wxLogistics('exec', ['--offline', ...itself, 'node', '-e', askAnother, folder.path('why')]).ended

    expect(readFileSync(folder.path('why'), 'utf8')).toBe(refused)
  })

  it.each([
    [['node', '-e', 'process.exit(7)'], 7],
    [['sh', '-c', 'kill -9 $$'], 137],
    [['sh', '-c', 'no-such-command 2>/dev/null'], 127],
    [['--offline', 'node', '-e', ''], 0],
  ])("exits with the command's exit code, and reports that no request was received: %j", async (args, code) => {
    expect(await executed(...args)).toEqual({
      code,
      out: '',
      err: received(0),
    })
  })

  it('removes the files that it wrote for the command, also at SIGTERM', async () => {
    const script = `
      fetch('https://api.weixin.qq.com/cgi-bin/token').then(() => {
        require('node:fs').writeFileSync(process.argv[1], process.env.SSL_CERT_FILE)
        setInterval(() => {}, 1000)
      })`
    const env = { TMPDIR: `${folder.write({ 'tmp/none': '' })}/tmp` }
    const { child, ended } = wxLogistics('exec', ['node', '-e', script, folder.path('file')], env)
    const file = await written(folder.path('file'))
    const before = existsSync(file)
    child.kill('SIGTERM')

    expect(await ended).toEqual({ code: 143, out: '', err: received(1) })
    expect([file.startsWith(env.TMPDIR), before, existsSync(dirname(file))]).toEqual([true, true, false])
  })

  it('stops all processes at SIGTERM, and waits for those that exit after the command', async () => {
    const script = `
      const { writeFileSync } = require('node:fs')
      process.on('SIGTERM', () => setTimeout(() => process.exit(writeFileSync(process.argv[2], 'ended')), 200))
      setTimeout(() => {}, 20_000)
      writeFileSync(process.argv[1], String(process.pid))`
    const files = [folder.path('pid'), folder.path('ended')]
    const { child, ended } = wxLogistics('exec', ['sh', '-c', 'node -e "$0" "$@"; echo', script, ...files])
    const pid = Number(await written(folder.path('pid')))
    child.kill('SIGTERM')

    expect(await ended).toMatchObject({ code: 143, out: '' })
    expect([readFileSync(folder.path('ended'), 'utf8'), isRunning(pid)]).toEqual(['ended', false])
  })

  it.each(['SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const)('forwards %s to the command', async (signal) => {
    const script = 'trap "exit 7" QUIT USR1 USR2; echo ready > "$0"; while :; do sleep 0.1; done'
    const { child, ended } = wxLogistics('exec', ['sh', '-c', script, folder.path('ready')])
    await written(folder.path('ready'))
    child.kill(signal)

    expect(await ended).toMatchObject({ code: 7 })
  })

  it('leaves no process and no copy of a password after SIGKILL', async () => {
    const env = {
      TMPDIR: `${folder.write({ 'tmp/none': '' })}/tmp`,
      WGETRC: `${folder.write({ wgetrc: 'password = pass-word-1' })}/wgetrc`,
    }
    const script = 'sleep 20 & echo $$ $! > "$0"; wait; echo'
    const { child } = wxLogistics('exec', ['sh', '-c', script, folder.path('pids')], env)
    const pids = (await written(folder.path('pids'))).trim().split(' ').map(Number)
    const before = [...pids.map(isRunning), copiesIn(env.TMPDIR)]
    child.kill('SIGKILL')
    while (pids.some(isRunning) || copiesIn(env.TMPDIR) > 0) await setTimeout(50)

    expect(before).toEqual([true, true, 1])
  })

  it('reports connections that failed because the client does not trust the certificate', async () => {
    const script = `
      const { host, tlsPort: port } = JSON.parse(process.env.LOCAL_WECHAT_ENDPOINTS)
      require('node:tls').connect({ host, port, ca: [] }).on('error', () => {})`

    expect(await executed('node', '-e', script)).toEqual({
      code: 0,
      out: '',
      err: `${received(0)}TLS connections to the local WeChat that failed before anything was sent: 1. The client probably trusts only certificates of its own: add those in the file SSL_CERT_FILE to them, or give it the base address in WX_API_BASE.\n`,
    })
  })

  it('says once that WeChat does not decode \\uXXXX', async () => {
    const script = `
      const body = '{"biz_id":"\\\\u4e2d"}'
      const send = () => fetch(process.env.WX_API_BASE + '/cgi-bin/express/business/account/bind', { method: 'POST', body })
      send().then(send)`

    expect(await executed('node', '-e', script)).toEqual({
      code: 0,
      out: '',
      err: `${received(2)}Requests whose body escapes Chinese as \\uXXXX, which WeChat does not decode: 2. Send UTF-8, in Python for example json.dumps(body, ensure_ascii=False).encode().\n`,
    })
  })

  it('reports clients that offer no HTTP/1.1', async () => {
    const script = "require('node:http2').connect('https://api.weixin.qq.com').on('error', () => {})"

    expect(await executed('node', '-e', script)).toEqual({
      code: 0,
      out: '',
      err: `${received(0)}TLS connections to the local WeChat that failed because the client does not offer HTTP/1.1 (ALPN): 1. Turn HTTP/1.1 on in the client: the local WeChat does not speak HTTP/2.\n`,
    })
  })

  it('reports a client that connects to an address of WeChat itself, on Linux', async () => {
    jest.spyOn(Resolver.prototype, 'resolve4').mockResolvedValue(['127.0.0.9'])
    const server = createServer()
    await once(server.listen(0, '127.0.0.9'), 'listening')
    const connected = once(server, 'connection').then(([socket]) => setTimeout(1000).then(() => socket.destroy()))
    const script = `require('node:net').connect({ host: '127.0.0.9', port: ${portOf(server)} }).on('close', () => {})`
    const outcome = await executed('node', '-e', script)
    await connected
    server.close()

    expect(outcome).toEqual({
      code: 0,
      out: '',
      err: `${received(0)}node connected to the real WeChat: exec cannot redirect this client. Give it the base address in WX_API_BASE.\n`,
    })
  })

  describe('with unfinished requests to each of its listeners', () => {
    /** Sends bytes to the HTTP proxy, the SOCKS proxy, and both ports of the local WeChat; then a whole request to it. */
    const script = `
      const net = require('node:net')
      const { HTTP_PROXY, _JAVA_OPTIONS, LOCAL_WECHAT_ENDPOINTS, WX_API_BASE } = process.env
      const { port, tlsPort } = JSON.parse(LOCAL_WECHAT_ENDPOINTS)
      const ports = [new URL(HTTP_PROXY).port, /socksProxyPort=(\\d+)/.exec(_JAVA_OPTIONS)[1], port, tlsPort]
      const main = async ([hex, end]) => {
        const sockets = ports.map((port) => net.connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {}))
        await Promise.all(sockets.map((it) => new Promise((sent) => it.write(Buffer.from(hex, 'hex'), sent))))
        if (end) for (const socket of sockets) socket[end]()
        await new Promise((waited) => setTimeout(waited, 300))
        const { errcode } = await (await fetch(WX_API_BASE + '/cgi-bin/token')).json()
        process.exit(errcode === 40002 ? 7 : 1)
      }
      main(process.argv.slice(1))`
    const GREETING = '050100'
    const NAME = '05010003'

    it.each([
      ['nothing', '', ''],
      ['nothing, ended', '', 'end'],
      ['zeros', '00'.repeat(300), ''],
      ['one byte, ended', '05', 'end'],
      ['one byte, reset', '05', 'resetAndDestroy'],
      ['no methods', '0500', ''],
      ['a greeting, ended', GREETING, 'end'],
      ['half of a request, ended', `${GREETING}05`, 'end'],
      ['an empty name', `${GREETING}${NAME}000050`, ''],
      ['half of a name, ended', `${GREETING}${NAME}11617069`, 'end'],
      ['half of a CONNECT, ended', Buffer.from('CONNECT api.wei').toString('hex'), 'end'],
      ['headers of 20 kB', Buffer.from(`GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}`).toString('hex'), ''],
      ['broken TLS', `160301${'ff'.repeat(100)}`, ''],
    ])('serves others and exits with its command: %s', async (_what, bytes, end) => {
      const { child, ended } = wxLogistics('exec', ['node', '-e', script, bytes, end])
      const limit = AbortSignal.timeout(30_000)
      limit.onabort = () => child.kill('SIGKILL')

      expect(await ended).toMatchObject({ code: 7, out: '' })
      limit.onabort = null
    })
  })

  it('exits with its command while a host that it has reached for it is silent', async () => {
    const server = createServer()
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const connected = once(server, 'connection').then(([socket]) =>
      once(socket.on('error', () => {}).resume(), 'close'),
    )
    const script = `
      const { hostname: host, port, password } = new URL(process.env.HTTP_PROXY)
      const headers = { 'proxy-authorization': 'Basic ' + Buffer.from('exec:' + password).toString('base64') }
      require('node:http').get({ host, port, path: process.argv[1], headers }).on('error', () => {})
      setTimeout(() => process.exit(7), 500)`
    const { ended } = wxLogistics('exec', ['node', '-e', script, `http://127.0.0.1:${portOf(server)}/`])

    expect(await ended).toMatchObject({ code: 7 })
    await connected
    server.close()
  })

  it('lets the command get each Ctrl-C at a terminal once, and exits with its code', async () => {
    const script = `
      let heard = 0
      process.on('SIGINT', () => {
        console.log('heard ' + ++heard + ' times')
        if (heard === 5) setTimeout(() => process.exit(heard), 500)
      })
      setTimeout(() => {}, 20_000)
      console.log('heard 0 times')`
    const { press, said, ended } = atTerminal(folder.write({ 'wait.js': script }), 'node', folder.path('wait.js'))
    // Signals that arrive together count as one: with fewer than five, a forwarded second one might not be seen.
    for (const times of [0, 1, 2, 3, 4]) {
      await said(`heard ${times} times`)
      press('\x03')
    }

    expect(await ended).toEqual([5, null])
  })

  it('writes no secret to its log: no password, and not those of the proxies', async () => {
    const script = `
      const main = async () => {
        const { env } = process
        const token = await (await fetch('https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=wx0000000000000000&secret=local-secret')).json()
        const body = JSON.stringify({ type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: 'pass-word-1' })
        await fetch('https://api.weixin.qq.com/cgi-bin/express/business/account/bind?access_token=' + token.access_token, { method: 'POST', body })
        const proxy = new URL(env.HTTP_PROXY)
        const authorization = 'Basic ' + Buffer.from(proxy.username + ':' + proxy.password).toString('base64')
        await fetch(proxy.origin, { headers: { authorization } })
        require('node:http').get({ host: proxy.hostname, port: proxy.port, path: 'http://example.invalid/', headers: { 'proxy-authorization': authorization } }, (it) => it.resume())
        require('node:fs').writeFileSync(process.argv[1], JSON.stringify([token.access_token, proxy.password]))
      }
      main()`
    jest.replaceProperty(process, 'env', { ...process.env, http_proxy: 'http://me:own-password@127.0.0.1:1' })
    const log = folder.path('wechat.log')
    const outcome = await executed('--verbose', '--log', log, 'node', '-e', script, folder.path('secrets'))
    const secrets: string[] = JSON.parse(readFileSync(folder.path('secrets'), 'utf8'))

    expect(outcome).toEqual({ code: 0, out: '', err: received(2) })
    expect(secrets.map((it) => it.length > 20)).toEqual([true, true])
    const logged = readFileSync(log, 'utf8')
    expect(logged).toMatch(/logistics\.bindAccount 9300531 /)
    for (const secret of [...secrets, 'local-secret', 'pass-word-1', 'own-password'])
      expect(logged).not.toContain(secret)
  })

  it('reads a file of faults that was saved by an editor on Windows', async () => {
    const faults = '\ufeff[{ "api": "token", "kind": "http", "status": 503 }]\r\n'
    const path = `${folder.write({ 'faults.json': faults })}/faults.json`
    const script =
      "fetch(process.env.WX_API_BASE + '/cgi-bin/token').then((it) => process.exit(it.status === 503 ? 3 : 1))"

    expect(await executed('--faults', path, 'node', '-e', script)).toEqual({ code: 3, out: '', err: received(1) })
  })

  it('appends its log to the file of --log', async () => {
    const path = `${folder.write({ 'wechat.log': 'before\n' })}/wechat.log`
    const script = "fetch(process.env.WX_API_BASE + '/cgi-bin/token').then((it) => it.text())"

    expect(await executed('--log', path, 'node', '-e', script)).toEqual({ code: 0, out: '', err: received(1) })
    expect(readFileSync(path, 'utf8')).toMatch(/^before\n(.*\n)*.* token .*40002.*\n/)
  })

  it('escapes control characters in error messages', async () => {
    const faults = folder.write({
      'json.json': '\u001b[2J',
      'kind.json': '[{"api":"token","kind":"\\nerror: forged\\u001b[2J"}]',
    })
    await exec(['--faults', `${faults}/json.json`, 'true'])
    await exec(['--faults', `${faults}/kind.json`, 'true'])
    await exec(['no\u001b[2J'])

    expect(output.err.replaceAll(faults, '').split('\n')).toEqual([
      'error: /json.json:1: not valid JSON: invalid characters, or quotation marks are missing',
      'error: /kind.json:1: 0.kind should be one of errcode, platform, http, empty, html, cut, delay',
      'there is no command no\\u001b[2J',
      received(0).trim(),
      '',
    ])
  })

  it.each([
    [['no-such-command'], 127, `there is no command no-such-command\n${received(0)}`],
    [['--lang', 'zh', 'no-such-command'], 127, '找不到命令 no-such-command\n本地模拟环境收到的请求数：0。\n'],
    [['./tsconfig.json'], 126, `cannot run ./tsconfig.json: spawn ./tsconfig.json EACCES\n${received(0)}`],
    [[], 1, 'error: the argument command is missing\n'],
    [['--faults', '/no/such', 'true'], 1, 'error: /no/such: there is no such file\n'],
    [['no\0thing'], 1, "error: The argument 'file' must be a string without null bytes. Received 'no\\x00thing'\n"],
    [['--log', '/no/such', 'true'], 1, "error: ENOENT: no such file or directory, open '/no/such'\n"],
  ])('reports a mistake in one line: %j', async (args, code, err) => {
    expect(await executed(...args)).toEqual({ code, out: '', err })
  })
})
