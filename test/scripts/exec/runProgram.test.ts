import childProcess from 'node:child_process'
import { once } from 'node:events'
import { forwardSignal } from '../../../scripts/exec/runProgram'

/** What runs until it is ended, and how it was. */
function running() {
  const child = childProcess.spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  return { child, ended: once(child, 'exit') }
}

describe('forwardSignal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('hands %s on', async (signal) => {
    const { child, ended } = running()
    forwardSignal(child, signal, 'linux', false)
    expect(await ended).toEqual([null, signal])
  })

  it('hands on at a terminal what is not told to all that is there', async () => {
    const { child, ended } = running()
    forwardSignal(child, 'SIGINT', 'linux', true)
    expect(child.killed).toBe(false)
    forwardSignal(child, 'SIGTERM', 'linux', true)
    expect(await ended).toEqual([null, 'SIGTERM'])
  })

  it('hands on nothing on Windows that the console tells, and ends all that the command has started at SIGTERM', async () => {
    const { child, ended } = running()
    const spawnSync = jest.spyOn(childProcess, 'spawnSync').mockImplementation()
    for (const signal of ['SIGINT', 'SIGBREAK', 'SIGHUP'] as const) forwardSignal(child, signal, 'win32', true)
    expect([spawnSync.mock.calls, child.killed]).toEqual([[], false])
    forwardSignal(child, 'SIGTERM', 'win32', true)
    expect(spawnSync.mock.calls).toEqual([['taskkill', ['/pid', `${child.pid}`, '/t', '/f'], { stdio: 'ignore' }]])

    child.kill()
    await ended
  })
})
