import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mutate } from '../../scripts/mutate'
import { catchOutput } from '../helpers/catchOutput'
import { npmRun } from '../helpers/npmRun'

const output = catchOutput()

describe('npm run mutate', () => {
  it('rejects an unknown folder and lists the known ones', async () => {
    expect(await mutate(['names', 'apis'])).toBe(1)
    expect(output).toEqual({
      out: '',
      err: "error: command-argument value 'apis' is invalid for argument 'folder'. Allowed choices are names, params, errors, cloud, https.\n",
    })
  })

  it('prints its usage', async () => {
    expect(await mutate(['--help'])).toBe(0)
    expect(output.err).toBe('')
    expect(output.out).toMatch(/^Usage: npm run mutate -- \[options\] \[folder\.\.\.\]\n/)
  })

  it('stops its processes and deletes its copy of the code when it gets a signal', async () => {
    const { child, ended } = npmRun('mutate', ['names'])
    child.stdout?.on('data', (text) => {
      if (/Instrumented/.test(text)) child.kill('SIGINT')
    })

    expect(await ended).toMatchObject({ code: 130, err: '' })
    expect(existsSync(join(__dirname, '../../.stryker-tmp/names'))).toBe(false)
  }, 60_000)
})
