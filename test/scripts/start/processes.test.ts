import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { descendantsOf, processTable, stopAll } from '../../../scripts/start/processes'

describe('processTable', () => {
  it('lists the parent and the program of a process', () => {
    const child = spawn('sleep', ['30'])

    expect(processTable().filter(({ pid }) => pid === child.pid)).toEqual([
      { pid: child.pid, parent: process.pid, name: 'sleep' },
    ])
    child.kill()
  })

  it('reads a name with a bracket, a space and a line break', async () => {
    const title = 'a) (b\nc'
    const child = spawn(process.execPath, [
      '-e',
      `process.title = ${JSON.stringify(title)}; console.log(); setInterval(() => {}, 1e5)`,
    ])
    await new Promise((resolve) => child.stdout.once('data', resolve))

    expect(processTable().find(({ pid }) => pid === child.pid)).toEqual({
      pid: child.pid,
      parent: process.pid,
      name: title,
    })
    child.kill()
  })
})

describe('descendantsOf', () => {
  it('finds the processes that a process started, and those that they started', async () => {
    const child = spawn('sh', ['-c', 'sh -c "sleep 20 & echo \\$\\$ \\$!; wait"; true'])
    const [line] = await once(child.stdout, 'data')
    const pids = String(line).trim().split(' ').map(Number)
    const found = descendantsOf(Number(child.pid)).map(({ pid }) => pid)
    for (const pid of [...pids, Number(child.pid)].reverse()) process.kill(pid)

    expect(found).toEqual(pids)
  })
})

/** A program that runs until it is ended, and how it was. */
async function running(code = '') {
  const child = spawn(process.execPath, ['-e', `${code}; setInterval(() => {}, 1000); console.log('runs')`])
  await once(child.stdout, 'data')
  return { pid: Number(child.pid), ended: once(child, 'exit') }
}

describe('stopAll', () => {
  it('stops all processes, and kills those that do not exit', async () => {
    const obedient = await running()
    const deaf = await running("process.on('SIGTERM', () => {})")
    await stopAll([obedient.pid, deaf.pid], 200)

    expect(await Promise.all([obedient.ended, deaf.ended])).toEqual([
      [null, 'SIGTERM'],
      [null, 'SIGKILL'],
    ])
  })

  it('waits only until all have exited, and not for those that had exited before', async () => {
    const { pid, ended } = await running()
    await stopAll([pid], 60_000)
    await ended

    expect(await stopAll([pid], 60_000)).toBeUndefined()
  })
})
