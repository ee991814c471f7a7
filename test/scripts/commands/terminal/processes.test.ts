import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { descendantsOf, processTable, stopTree } from '../../../../scripts/commands/terminal/processes'

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

/** Starts a program that runs until it is stopped; returns it and how it exited. */
async function running(code = '') {
  const child = spawn(process.execPath, ['-e', `${code}; setInterval(() => {}, 1000); console.log('runs')`])
  await once(child.stdout, 'data')
  return { pid: Number(child.pid), ended: once(child, 'exit') }
}

describe('stopTree', () => {
  it('stops a process with all that it has started, and kills those that do not exit', async () => {
    const child = "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])"
    const { pid, ended } = await running(`process.on('SIGTERM', () => {}); ${child}`)
    const [started] = descendantsOf(pid)
    await stopTree(pid, 200)

    expect(await ended).toEqual([null, 'SIGKILL'])
    expect(processTable().filter((it) => it.pid === started?.pid)).toEqual([])
  })

  it('waits only until all have exited, and not for those that had exited before', async () => {
    const { pid, ended } = await running()
    await stopTree(pid, 60_000)
    await ended

    expect(await stopTree(pid, 60_000)).toBeUndefined()
  })
})
