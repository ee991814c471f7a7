import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { LocalWeChat } from '../../scripts/emulator/createLocalWeChat'
import { start } from '../../scripts/start'
import { callFunction } from '../helpers/callFunction'
import { catchOutput } from '../helpers/catchOutput'
import { npmRun } from '../helpers/npmRun'
import { portOf } from '../helpers/portOf'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { sample } from '../helpers/withLocalWeChat'

/** What it makes is there already (helpers/buildOnce.ts); a start in a process of its own builds it once more. */
jest.mock('../../scripts/build')

const folder = temporaryFolder()
const output = catchOutput()

const bound = {
  errMsg: 'cloud.callFunction:ok',
  requestID: expect.any(String),
  result: { errCode: 0, errMsg: expect.any(String) },
}

describe('npm start', () => {
  const wechats: LocalWeChat[] = []
  afterEach(() => Promise.all(wechats.splice(0).map(({ close }) => close())))

  /** In this process. */
  const started = async (...args: string[]) => ({
    code: await start(args, (wechat) => wechats.push(wechat)),
    ...output,
  })

  it('tells its address, its functions and how to call one as an admin', async () => {
    jest.replaceProperty(process, 'env', { ...process.env, ADMIN_OPENIDS: 'oAdmin' })
    const { code, out, err } = await started('--port', '0', '--state', ':memory:')
    const url = wechats[0]?.url

    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(
      `local WeChat ready at ${url}\n\n` +
        'functions: bindAccount, getAllAccount, getAllDelivery, getQuota\n\n' +
        'Try it:\n' +
        `curl -H 'content-type: application/json' \\\n  -H 'x-wx-openid: oAdmin' \\\n` +
        `  -d '${JSON.stringify({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })}' \\\n` +
        `  ${url}/functions/bindAccount\n\n`,
    )
  })

  it('takes its options from the environment, the command line first', async () => {
    const env = { LOCAL_WECHAT_PORT: '1', LOCAL_WECHAT_STATE: folder.path('state.json') }
    jest.replaceProperty(process, 'env', { ...process.env, ...env })
    expect(await started('--port', '0')).toMatchObject({ code: 0, err: '' })
    expect(existsSync(folder.path('state.json'))).toBe(true)
  })

  it('tells every option with --help', async () => {
    const { code, out } = await started('--help')
    expect(code).toBe(0)
    expect(out.match(/--[a-z-]+(?= <|\s+display)/g)).toEqual([
      '--port',
      '--host',
      '--functions',
      '--state',
      '--faults',
      '--time-limit',
      '--max-instances',
      '--help',
    ])
  })

  it('says in one line that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = portOf(other)
    expect(await started('--port', `${port}`, '--state', ':memory:')).toEqual({
      code: 1,
      out: '',
      err: `cannot start: listen EADDRINUSE: address already in use 127.0.0.1:${port}; choose another with --port\n`,
    })
    other.close()
  })

  it('says in one line what is wrong with the state file and leaves it as it is', async () => {
    const path = join(folder.write({ 'state.json': '{' }), 'state.json')
    expect(await started('--port', '0', '--state', path)).toEqual({
      code: 1,
      out: '',
      err: `cannot start: ${path}:1: not valid JSON (CloseBraceExpected)\n`,
    })
    expect(readFileSync(path, 'utf8')).toBe('{')
  })

  it.each([
    [['--functions', '/no/such'], 'cannot start: the folder of functions does not exist: /no/such\n'],
    [
      ['--host', '0.0.0.0'],
      'cannot start: 0.0.0.0 is no loopback address: the local WeChat listens on this machine only\n',
    ],
    [
      ['--port', '1e3'],
      "error: option '--port <number>' argument '1e3' is invalid. It must be a whole number from 0 to 65535.\n",
    ],
    [['--prot', '1'], "error: unknown option '--prot'\n(Did you mean --port?)\n"],
    [['stray'], 'error: too many arguments. Expected 0 arguments but got 1.\n'],
  ])('refuses %j', async (args, err) => {
    expect(await started(...args, '--state', ':memory:')).toEqual({ code: 1, out: '', err })
  })
})

describe('npm start in a process of its own', () => {
  const running = new Set<ChildProcess>()
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL')
    running.clear()
  })

  function run(args: string[], env: NodeJS.ProcessEnv = {}) {
    const { child, ended } = npmRun('start', args, env)
    running.add(child)
    return { child, ended, ready: urlOf(child) }
  }

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'serves the functions until %s and leaves no process',
    async (signal) => {
      const { child, ended, ready } = run(['--port', '0', '--state', ':memory:'], { ADMIN_OPENIDS: 'oAdmin' })
      const url = await ready
      expect(await callFunction(url, 'bindAccount', sample, 'oAdmin')).toEqual(bound)
      const instances = instancesOf(child)
      expect(instances).toHaveLength(1)
      child.kill(signal)
      expect(await ended).toMatchObject({ code: 0, err: '' })
      expect(instances.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([])
    },
  )

  it('keeps what it answered when it is killed', async () => {
    const args = ['--port', '0', '--state', folder.path('state.json')]
    const first = run(args)
    expect(await callFunction(await first.ready, 'bindAccount', sample)).toEqual(bound)
    first.child.kill('SIGKILL')
    await first.ended
    const second = run(args)
    expect(await callFunction(await second.ready, 'bindAccount', { ...sample, type: 'unbind' })).toEqual(bound)
  })
})

/** The address that a started local WeChat tells. */
async function urlOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('it has no stdout')
  for await (const line of createInterface({ input: stdout })) {
    const url = /^local WeChat ready at (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('it has ended')
}

/** The processes of functions that a process has started, from Linux's /proc. */
function instancesOf({ pid }: ChildProcess): string[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return children.filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('host.js'))
}
