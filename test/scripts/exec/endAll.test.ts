import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { endAll } from '../../../scripts/exec/endAll'

/** A program that runs until it is ended, and how it was. */
async function running(code = '') {
  const child = spawn(process.execPath, ['-e', `${code}; setInterval(() => {}, 1000); console.log('runs')`])
  await once(child.stdout, 'data')
  return { pid: Number(child.pid), ended: once(child, 'exit') }
}

describe('endAll', () => {
  it('tells all to end, and kills who does not', async () => {
    const obedient = await running()
    const deaf = await running("process.on('SIGTERM', () => {})")
    await endAll([obedient.pid, deaf.pid], 200)

    expect(await Promise.all([obedient.ended, deaf.ended])).toEqual([
      [null, 'SIGTERM'],
      [null, 'SIGKILL'],
    ])
  })

  it('waits no longer than it takes them, and for none that has ended', async () => {
    const { pid, ended } = await running()
    await endAll([pid], 60_000)
    await ended

    expect(await endAll([pid], 60_000)).toBeUndefined()
  })
})
