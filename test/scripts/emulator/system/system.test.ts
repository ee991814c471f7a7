import { spawnSync } from 'node:child_process'
import { isRunning } from '../../../../scripts/emulator/system/system'

describe('isRunning', () => {
  it('returns true for a running process and false for one that has exited', () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    expect([isRunning(process.pid), isRunning(pid)]).toEqual([true, false])
  })

  it('returns true for a process of another user', () => {
    jest.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' })
    })
    expect(isRunning(1)).toBe(true)
  })
})
