import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { callFunction, sample } from '../helpers/withLocalWeChat'

const ROOT = join(__dirname, '../..')
const folder = temporaryFolder()
const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

/** `npm start -- ...` as npm runs it, without npm's own second. */
function start(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  })
  running.add(child)
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (output.out += chunk))
  child.stderr.on('data', (chunk) => (output.err += chunk))
  const ended = once(child, 'close').then(([code]) => ({ code, ...output }))
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^local WeChat ready at (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1]
      if (url) return url
    }
    throw new Error(`not ready: ${output.err}`)
  })()
  ready.catch(() => {})
  return { child, ended, ready }
}

const bound = {
  errMsg: 'cloud.callFunction:ok',
  requestID: expect.any(String),
  result: { errCode: 0, errMsg: expect.any(String) },
}

describe('npm start', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'serves the functions until %s and leaves no process',
    async (signal) => {
      const { child, ended, ready } = start(['--port', '0', '--state', ':memory:'], { ADMIN_OPENIDS: 'oAdmin' })
      const url = await ready
      expect(await callFunction(url, 'bindAccount', sample, 'oAdmin')).toEqual(bound)
      const instances = instancesOf(child)
      expect(instances).toHaveLength(1)
      child.kill(signal)
      expect(await ended).toMatchObject({ code: 0, err: '' })
      expect(instances.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([])
    },
  )

  it('takes its options from the environment, the command line first', async () => {
    const { ready } = start(['--port', '0'], { LOCAL_WECHAT_PORT: '1', LOCAL_WECHAT_STATE: folder.path('state.json') })
    await ready
    expect(existsSync(folder.path('state.json'))).toBe(true)
  })

  it('keeps what it answered when it is killed', async () => {
    const args = ['--port', '0', '--state', folder.path('state.json')]
    const first = start(args)
    expect(await callFunction(await first.ready, 'bindAccount', sample)).toEqual(bound)
    first.child.kill('SIGKILL')
    await first.ended
    const second = start(args)
    expect(await callFunction(await second.ready, 'bindAccount', { ...sample, type: 'unbind' })).toEqual(bound)
  })

  it('tells every option with --help', async () => {
    const { code, out } = await start(['--help']).ended
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
    const { port } = Object(other.address()) as AddressInfo
    expect(await start(['--port', `${port}`, '--state', ':memory:']).ended).toEqual({
      code: 1,
      out: '',
      err: `cannot start: listen EADDRINUSE: address already in use 127.0.0.1:${port}; choose another with --port\n`,
    })
    other.close()
  })

  it('says in one line what is wrong with the state file and leaves it as it is', async () => {
    const path = join(folder.write({ 'state.json': '{' }), 'state.json')
    expect(await start(['--port', '0', '--state', path]).ended).toEqual({
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
    expect(await start([...args, '--state', ':memory:']).ended).toEqual({ code: 1, out: '', err })
  })
})

/** The processes of functions that a process has started, from Linux's /proc. */
function instancesOf({ pid }: ChildProcess): string[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return children.filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('host.js'))
}
