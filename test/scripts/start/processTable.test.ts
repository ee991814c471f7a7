import { spawn } from 'node:child_process'
import { processTable } from '../../../scripts/start/processTable'

describe('processTable', () => {
  it('tells of a process whose it is and what it runs', () => {
    const child = spawn('sleep', ['30'])

    expect(processTable().filter(({ pid }) => pid === child.pid)).toEqual([
      { pid: child.pid, parent: process.pid, name: 'sleep' },
    ])
    child.kill()
  })

  it('reads a name with a bracket, a space and a line break in it', async () => {
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
