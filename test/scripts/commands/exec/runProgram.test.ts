import childProcess from 'node:child_process'
import { once } from 'node:events'
import { forwardSignal } from '../../../../scripts/commands/exec/runProgram'

/** Starts a program that runs until a signal stops it. */
function running() {
  const child = childProcess.spawn('sleep', ['20'], { stdio: 'ignore' })
  return { child, ended: once(child, 'exit') }
}

describe('forwardSignal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const)('forwards %s', async (signal) => {
    const { child, ended } = running()
    forwardSignal(child, signal, 'linux', false)
    expect(await ended).toEqual([null, signal])
  })

  it('does not forward signals of keys in a terminal, because the terminal sends them to both processes', async () => {
    const { child, ended } = running()
    forwardSignal(child, 'SIGINT', 'linux', true)
    forwardSignal(child, 'SIGQUIT', 'linux', true)
    expect(child.killed).toBe(false)
    forwardSignal(child, 'SIGTERM', 'linux', true)
    expect(await ended).toEqual([null, 'SIGTERM'])
  })

  it('does not forward signals on Windows, because the console sends them to both processes', async () => {
    const { child, ended } = running()
    for (const signal of ['SIGINT', 'SIGBREAK', 'SIGHUP'] as const) forwardSignal(child, signal, 'win32', true)
    expect(child.killed).toBe(false)

    child.kill()
    await ended
  })
})
