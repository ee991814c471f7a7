import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

const PROGRAM = ['--import', 'tsx', '-p', "require('./scripts/commands/terminal/processes').npmProcesses().join()"]
const env = { ...process.env, npm_lifecycle_event: 'start' }

describe('npmProcesses', () => {
  it('returns the shell and the process that runs it', async () => {
    const shell = spawn('sh', ['-c', '"$@"; true', 'sh', process.execPath, ...PROGRAM], { env })

    expect(await text(shell.stdout)).toBe(`${shell.pid},${process.pid}\n`)
    await once(shell, 'close')
  })

  it('returns only npm if there is no shell between', () => {
    expect(spawnSync(process.execPath, PROGRAM, { env, encoding: 'utf8' }).stdout).toBe(`${process.pid}\n`)
  })

  it('returns nothing if npm has not started the process', () => {
    const { npm_lifecycle_event: _, ...own } = process.env
    expect(spawnSync(process.execPath, PROGRAM, { env: own, encoding: 'utf8' }).stdout).toBe('\n')
  })
})
