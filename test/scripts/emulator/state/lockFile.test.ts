import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { lockFile } from '../../../../scripts/emulator/state/lockFile'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const path = () => folder.path('state.json.lock')

describe('lockFile', () => {
  it('is held by one at a time, and given back', () => {
    const unlock = lockFile(path())
    expect(() => lockFile(path())).toThrow(
      `another local WeChat uses this state file (process ${process.pid}); if none does, remove ${path()}`,
    )
    unlock()
    expect(existsSync(path())).toBe(false)
    lockFile(path())()
  })

  it('is refused while another process holds it, and taken when that has ended', async () => {
    const other = spawn('sleep', ['60'])
    folder.write({ 'state.json.lock': `${other.pid}\n` })
    expect(() => lockFile(path())).toThrow(`(process ${other.pid})`)
    other.kill('SIGKILL')
    await once(other, 'exit')
    lockFile(path())()
  })

  it.each(['', 'hello', '-1', '0', '1.5'])('takes a lock file that names no process: %j', (text) => {
    folder.write({ 'state.json.lock': text })
    lockFile(path())()
    expect(existsSync(path())).toBe(false)
  })
})
