import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { descendantsOf } from '../../../scripts/exec/descendantsOf'

describe('descendantsOf', () => {
  it('finds what a process has started, and what that has', async () => {
    const child = spawn('sh', ['-c', 'sh -c "sleep 20 & echo \\$\\$ \\$!; wait"; true'])
    const [line] = await once(child.stdout, 'data')
    const pids = String(line).trim().split(' ').map(Number)
    const found = descendantsOf(Number(child.pid))
    for (const pid of [...pids, Number(child.pid)].reverse()) process.kill(pid)

    expect(found).toEqual(pids)
  })
})
