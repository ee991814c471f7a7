import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { callFunction, returnedIn } from '../../../helpers/callFunction'
import { wxLogistics } from '../../../helpers/npmRun'
import { WX_LOGISTICS } from '../../../helpers/programs'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { urlOf } from '../../../helpers/urlOf'

const folder = temporaryFolder()
const BLOCKS = 'exports.main = async () => { for (;;) {} }'
const OPTIONS = ['--port', '0', '--state', ':memory:']
const NEVER = 'exports.main = () => new Promise(() => {})'

/** Finds the running processes whose command line contains a string. Zombies have no command line. */
function processesNaming(text: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(text))
    .map(Number)
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(50)
}

describe('a local WeChat that is closed', () => {
  it.each([
    ['blocks', BLOCKS],
    ['never returns', NEVER],
  ])('stops the calls of a function that %s, starts no waiting call, and leaves no process', async (_what, code) => {
    const functions = folder.write({ 'it/index.js': code })
    const wechat = await createLocalWeChat({ functions, maxInstances: 1, timeLimitMs: 60_000 })
    const calls = Array.from({ length: 3 }, () =>
      callFunction(wechat.url, 'it', {}).catch((error: Error) => error.message),
    )
    await until(() => processesNaming(functions).length === 1)

    await wechat.close()

    expect(await Promise.all(calls)).toEqual(['fetch failed', 'fetch failed', 'fetch failed'])
    expect(processesNaming(functions)).toEqual([])
  })

  it('does not wait for a process that a function started and that keeps its output open', async () => {
    const sleeps = "require('child_process').spawn('sleep', ['31'], { stdio: 'inherit', cwd: '/' }).pid"
    const functions = folder.write({ 'it/index.js': `exports.main = async () => ${sleeps}` })
    const wechat = await createLocalWeChat({ functions })
    const { result } = returnedIn(await callFunction(wechat.url, 'it', {}))

    await wechat.close()

    expect(processesNaming(functions)).toEqual([])
    process.kill(Number(result))
  })

  it('can be closed twice', async () => {
    const wechat = await createLocalWeChat()

    await Promise.all([wechat.close(), wechat.close()])
    expect(await wechat.close()).toBeUndefined()
  })
})

describe('a local WeChat that is killed', () => {
  it('leaves no process of a function that blocks', async () => {
    const functions = folder.write({ 'it/index.js': BLOCKS })
    const { child } = wxLogistics('start', [...OPTIONS, '--time-limit', '600000', '--functions', functions])
    callFunction(await urlOf(child), 'it', {}).catch(() => {})
    // The command line of the local WeChat contains the folder too.
    await until(() => processesNaming(functions).length === 2)

    child.kill('SIGKILL')

    await until(() => processesNaming(functions).length === 0)
  })
})

describe('a function that blocks', () => {
  it('exits if the local WeChat stopped before the function started to watch it', async () => {
    const { pid: gone } = spawnSync('true')
    const functions = folder.write({ 'it/index.js': 'for (;;) {}' })
    spawn(process.execPath, ['dist/emulator/host.js', `${functions}/it`, String(gone)], { stdio: 'ignore' })
    await until(() => processesNaming(functions).length === 1)

    await until(() => processesNaming(functions).length === 0)
  })
})

describe.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('npm, stopped by %s,', (signal) => {
  it('leaves no process of its command or of a function', async () => {
    const functions = folder.write({
      'it/index.js': BLOCKS,
      'package.json': JSON.stringify({ scripts: { start: `node ${WX_LOGISTICS} start` } }),
    })
    const args = ['start', '--', ...OPTIONS, '--time-limit', '600000', '--functions', functions]
    const npm = spawn('npm', args, { cwd: functions, stdio: ['ignore', 'pipe', 'ignore'] })
    callFunction(await urlOf(npm), 'it', {}).catch(() => {})
    await until(() => processesNaming(`${functions}/it`).length === 1)
    expect(processesNaming(functions).length).toBeGreaterThan(2)

    npm.kill(signal)
    await once(npm, 'exit')

    await until(() => processesNaming(functions).length === 0)
  })
})

describe('a local WeChat that was not started by npm', () => {
  it('keeps running when the shell that started it in the background exits', async () => {
    const functions = folder.write({ 'it/index.js': NEVER })
    const { npm_lifecycle_event: _, ...env } = process.env
    const command = `node ${WX_LOGISTICS} start ${OPTIONS.join(' ')} --functions ${functions}`
    const shell = spawn('sh', ['-c', `${command} & sleep 1`], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const url = await urlOf(shell)
    if (shell.exitCode === null) await once(shell, 'exit')
    const [started] = processesNaming(functions)

    await sleep(1500)

    expect((await fetch(`${url}/emulator/info`)).status).toBe(200)
    process.kill(Number(started))
    await until(() => processesNaming(functions).length === 0)
  })
})
