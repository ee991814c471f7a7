import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { temporaryFolder } from '../helpers/temporaryFolder'

const folder = temporaryFolder()

/** `npm run emulate -- ...` as npm runs it. */
async function emulate(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/emulate.ts', ...args], {
    cwd: join(__dirname, '../..'),
  })
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    output.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.err += chunk
  })
  const [code] = await once(child, 'close')
  return { code, ...output }
}

describe('npm run emulate', () => {
  it('leads an unmodified wx-server-sdk to a local WeChat of its own', async () => {
    const script = `
      const cloud = require('wx-server-sdk')
      cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
      cloud.openapi.logistics
        .bindAccount({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })
        .then((result) => console.log(JSON.stringify(result)))`
    expect(await emulate('node', '-e', script)).toEqual({
      code: 0,
      out: '{"errMsg":"openapi.logistics.bindAccount:ok","errCode":0}\n',
      err: '',
    })
  })

  it('tells HTTPS clients its address', async () => {
    const script = `fetch(process.env.WX_API_BASE + '/cgi-bin/token').then((it) => it.json()).then((it) => console.log(it.errcode))`
    expect(await emulate('node', '-e', script)).toEqual({ code: 0, out: '40002\n', err: '' })
  })

  it.each([
    [['node', '-e', 'process.exit(7)'], 7],
    [['sh', '-c', 'kill -9 $$'], 137],
  ])("ends with the command's exit code: %j", async (args, code) => {
    expect(await emulate(...args)).toEqual({ code, out: '', err: '' })
  })

  it('shows as text what would forge a line in what is wrong', async () => {
    const faults = folder.write({
      'json.json': '\u001b[2J',
      'kind.json': '[{"api":"token","kind":"\\ncannot start: forged\\u001b[2J"}]',
    })
    const shown = []
    for (const args of [
      ['--faults', `${faults}/json.json`, 'true'],
      ['--faults', `${faults}/kind.json`, 'true'],
      ['no\u001b[2J'],
    ]) {
      shown.push((await emulate(...args)).err.replaceAll(faults, ''))
    }
    expect(shown).toEqual([
      expect.stringMatching(/^cannot start: \/json\.json: Unexpected token .*\\u001b.*\n$/),
      expect.stringMatching(/^cannot start: \/kind\.json: 0\.kind: .*\\u000acannot start: forged\\u001b\[2J.*\n$/),
      'cannot run no\\u001b[2J: spawn no\\u001b[2J ENOENT\n',
    ])
  })

  it.each([
    [['no-such-command'], 127, 'cannot run no-such-command: spawn no-such-command ENOENT\n'],
    [[], 1, "error: missing required argument 'command'\n"],
    [
      ['--faults', '/no/such', 'true'],
      1,
      "cannot start: /no/such: ENOENT: no such file or directory, open '/no/such'\n",
    ],
  ])('says in one line what is wrong: %j', async (args, code, err) => {
    expect(await emulate(...args)).toEqual({ code, out: '', err })
  })
})
