import { spawnSync } from 'node:child_process'
import { isRunning } from '../../../../scripts/emulator/state/system'

describe('isRunning', () => {
  it('tells a process that is there from one that has ended', () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    expect([isRunning(process.pid), isRunning(pid)]).toEqual([true, false])
  })

  it('holds a process of somebody else for one that is there', () => {
    jest.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' })
    })
    expect(isRunning(1)).toBe(true)
  })
})
