import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isRunning } from '../../scripts/emulator/state/system'
import { exec } from '../../scripts/exec'
import { catchOutput } from '../helpers/catchOutput'
import { npmRun, wxLogistics } from '../helpers/npmRun'
import { WX_LOGISTICS } from '../helpers/programs'
import { temporaryFolder } from '../helpers/temporaryFolder'

/** What it makes is there already (helpers/globalSetup.ts); a start in a process of its own builds it once more. */
jest.mock('../../scripts/build')

const folder = temporaryFolder()
const output = catchOutput()

/** `npm run exec -- ...` in this process. */
const executed = async (...args: string[]) => ({ code: await exec(args), ...output })

/** What another process writes to a file, when it has. */
async function written(path: string): Promise<string> {
  while (!existsSync(path) || readFileSync(path, 'utf8') === '') await setTimeout(50)
  return readFileSync(path, 'utf8')
}

/** `npx wx-logistics exec -- ...` at a terminal of its own. */
function atTerminal(dir: string, ...args: string[]) {
  const line = `exec '${process.execPath}' '${WX_LOGISTICS}' exec ${args.join(' ')}`
  const out = `${dir}/terminal`
  writeFileSync(out, '')
  const child = spawn('script', ['--quiet', '--flush', '--return', '--command', line, out], {
    cwd: join(__dirname, '../..'),
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

describe('npm run exec', () => {
  it('leads an unmodified wx-server-sdk to a local WeChat of its own', async () => {
    const script = `
      const cloud = require('wx-server-sdk')
      cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
      cloud.openapi.logistics
        .bindAccount({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })
        .then((result) => console.log(JSON.stringify(result)))`
    expect(await npmRun('exec', ['node', '-e', script]).ended).toEqual({
      code: 0,
      out: '{"errMsg":"openapi.logistics.bindAccount:ok","errCode":0}\n',
      err: '',
    })
  })

  it('tells HTTPS clients its address', async () => {
    const script = `
      fetch(process.env.WX_API_BASE + '/cgi-bin/token')
        .then((it) => it.json())
        .then((it) => require('node:fs').writeFileSync(process.argv[1], String(it.errcode)))`
    expect(await executed('node', '-e', script, folder.path('errcode'))).toEqual({ code: 0, out: '', err: '' })
    expect(readFileSync(folder.path('errcode'), 'utf8')).toBe('40002')
  })

  it("leads whatever the command starts to it in the place of WeChat's hosts", async () => {
    const script = `
      fetch('https://api.weixin.qq.com/cgi-bin/token')
        .then((it) => it.json())
        .then((it) => require('node:fs').writeFileSync(process.argv[1], String(it.errcode)))`
    expect(await executed('sh', '-c', 'node -e "$0" "$1"', script, folder.path('errcode'))).toEqual({
      code: 0,
      out: '',
      err: '',
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

  it('refuses other hosts to the command of another exec, which runs in it, too', async () => {
    const itself = ['node', WX_LOGISTICS, 'exec', '--']
    await wxLogistics('exec', ['--offline', ...itself, 'node', '-e', askAnother, folder.path('why')]).ended

    expect(readFileSync(folder.path('why'), 'utf8')).toBe(refused)
  })

  it.each([
    [['node', '-e', 'process.exit(7)'], 7],
    [['sh', '-c', 'kill -9 $$'], 137],
    [['sh', '-c', 'no-such-command 2>/dev/null'], 127],
    [['--offline', 'node', '-e', ''], 0],
  ])("ends with the command's exit code, and says that it saw no request: %j", async (args, code) => {
    expect(await executed(...args)).toEqual({
      code,
      out: '',
      err: 'the local WeChat saw no request: if the command called WeChat with a client that is not redirected, the request may have gone to the real WeChat\n',
    })
  })

  it('removes at its end what it wrote for the command, by SIGTERM too', async () => {
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

    expect(await ended).toEqual({ code: 143, out: '', err: '' })
    expect([file.startsWith(env.TMPDIR), before, existsSync(dirname(file))]).toEqual([true, true, false])
  })

  it('leaves nothing by SIGTERM, and waits for what ends after the command itself', async () => {
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

  it('lets the command hear of each Ctrl-C once at a terminal, and ends with its code', async () => {
    const script = `
      let heard = 0
      process.on('SIGINT', () => {
        console.log('heard ' + ++heard + ' times')
        if (heard === 5) setTimeout(() => process.exit(heard), 500)
      })
      setTimeout(() => {}, 20_000)
      console.log('heard 0 times')`
    const { press, said, ended } = atTerminal(folder.write({ 'wait.js': script }), 'node', folder.path('wait.js'))
    // Two that come at once are one: without five, a second that is handed on might not be seen.
    for (const times of [0, 1, 2, 3, 4]) {
      await said(`heard ${times} times`)
      press('\x03')
    }

    expect(await ended).toEqual([5, null])
  })

  it('tells no secret in its log: no password, nothing of the proxy, or of the user’s own', async () => {
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

    expect(outcome).toEqual({ code: 0, out: '', err: '' })
    expect(secrets.map((it) => it.length > 20)).toEqual([true, true])
    const told = readFileSync(log, 'utf8')
    expect(told).toMatch(/logistics\.bindAccount 9300531 /)
    for (const secret of [...secrets, 'local-secret', 'pass-word-1', 'own-password']) expect(told).not.toContain(secret)
  })

  it('takes a file of faults that an editor of Windows has saved', async () => {
    const faults = '\ufeff[{ "api": "token", "kind": "http", "status": 503 }]\r\n'
    const path = `${folder.write({ 'faults.json': faults })}/faults.json`
    const script =
      "fetch(process.env.WX_API_BASE + '/cgi-bin/token').then((it) => process.exit(it.status === 503 ? 3 : 1))"

    expect(await executed('--faults', path, 'node', '-e', script)).toEqual({ code: 3, out: '', err: '' })
  })

  it('adds its log to the file of --log', async () => {
    const path = `${folder.write({ 'wechat.log': 'before\n' })}/wechat.log`
    const script = "fetch(process.env.WX_API_BASE + '/cgi-bin/token').then((it) => it.text())"

    expect(await executed('--log', path, 'node', '-e', script)).toEqual({ code: 0, out: '', err: '' })
    expect(readFileSync(path, 'utf8')).toMatch(/^before\n(.*\n)*.* token .*40002.*\n/)
  })

  it('escapes control characters in error messages', async () => {
    const faults = folder.write({
      'json.json': '\u001b[2J',
      'kind.json': '[{"api":"token","kind":"\\ncannot start: forged\\u001b[2J"}]',
    })
    await exec(['--faults', `${faults}/json.json`, 'true'])
    await exec(['--faults', `${faults}/kind.json`, 'true'])
    await exec(['no\u001b[2J'])

    expect(output.err.replaceAll(faults, '').split('\n')).toEqual([
      expect.stringMatching(/^cannot start: \/json\.json: Unexpected token .*\\u001b.*$/),
      'cannot start: /kind.json: 0.kind: should be one of errcode, platform, http, empty, html, cut, delay',
      'cannot run no\\u001b[2J: spawn no\\u001b[2J ENOENT',
      '',
    ])
  })

  it.each([
    [['no-such-command'], 127, 'cannot run no-such-command: spawn no-such-command ENOENT\n'],
    [['./tsconfig.json'], 126, 'cannot run ./tsconfig.json: spawn ./tsconfig.json EACCES\n'],
    [[], 1, "error: missing required argument 'command'\n"],
    [
      ['--faults', '/no/such', 'true'],
      1,
      "cannot start: /no/such: ENOENT: no such file or directory, open '/no/such'\n",
    ],
    [
      ['no\0thing'],
      1,
      "cannot start: The argument 'file' must be a string without null bytes. Received 'no\\x00thing'\n",
    ],
    [['--log', '/no/such', 'true'], 1, "cannot start: ENOENT: no such file or directory, open '/no/such'\n"],
  ])('says in one line what is wrong: %j', async (args, code, err) => {
    expect(await executed(...args)).toEqual({ code, out: '', err })
  })
})
