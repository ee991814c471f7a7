import { readFileSync } from 'node:fs'
import { exec } from '../../scripts/exec'
import { catchOutput } from '../helpers/catchOutput'
import { npmRun } from '../helpers/npmRun'
import { temporaryFolder } from '../helpers/temporaryFolder'

/** What it makes is there already (helpers/buildOnce.ts); a start in a process of its own builds it once more. */
jest.mock('../../scripts/build')

const folder = temporaryFolder()
const output = catchOutput()

/** `npm run exec -- ...` in this process. */
const executed = async (...args: string[]) => ({ code: await exec(args), ...output })

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

  it.each([
    [['node', '-e', 'process.exit(7)'], 7],
    [['sh', '-c', 'kill -9 $$'], 137],
  ])("ends with the command's exit code: %j", async (args, code) => {
    expect(await executed(...args)).toEqual({ code, out: '', err: '' })
  })

  it('adds its log to the file of --log', async () => {
    const path = `${folder.write({ 'wechat.log': 'before\n' })}/wechat.log`
    const script = "fetch(process.env.WX_API_BASE + '/cgi-bin/token').then((it) => it.text())"

    expect(await executed('--log', path, 'node', '-e', script)).toEqual({ code: 0, out: '', err: '' })
    expect(readFileSync(path, 'utf8')).toMatch(/^before\n(.*\n)*.* token .*40002.*\n/)
  })

  it('shows as text what would forge a line in what is wrong', async () => {
    const faults = folder.write({
      'json.json': '\u001b[2J',
      'kind.json': '[{"api":"token","kind":"\\ncannot start: forged\\u001b[2J"}]',
    })
    await exec(['--faults', `${faults}/json.json`, 'true'])
    await exec(['--faults', `${faults}/kind.json`, 'true'])
    await exec(['no\u001b[2J'])

    expect(output.err.replaceAll(faults, '').split('\n')).toEqual([
      expect.stringMatching(/^cannot start: \/json\.json: Unexpected token .*\\u001b.*$/),
      expect.stringMatching(/^cannot start: \/kind\.json: 0\.kind: .*\\u000acannot start: forged\\u001b\[2J.*$/),
      'cannot run no\\u001b[2J: spawn no\\u001b[2J ENOENT',
      '',
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
    [['--log', '/no/such', 'true'], 1, "cannot start: ENOENT: no such file or directory, open '/no/such'\n"],
  ])('says in one line what is wrong: %j', async (args, code, err) => {
    expect(await executed(...args)).toEqual({ code, out: '', err })
  })
})
