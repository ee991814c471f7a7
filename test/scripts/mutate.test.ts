import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mutate } from '../../scripts/mutate'
import { catchOutput } from '../helpers/catchOutput'
import { npmRun } from '../helpers/npmRun'

const output = catchOutput()

describe('npm run mutate', () => {
  it('refuses a folder that is none, and names those that are', async () => {
    expect(await mutate(['names', 'apis'])).toBe(1)
    expect(output).toEqual({
      out: '',
      err: "error: command-argument value 'apis' is invalid for argument 'folder'. Allowed choices are names, params, errors, cloud, https.\n",
    })
  })

  it('says how it is used', async () => {
    expect(await mutate(['--help'])).toBe(0)
    expect(output.err).toBe('')
    expect(output.out).toMatch(/^Usage: npm run mutate -- \[options\] \[folder\.\.\.\]\n/)
  })

  it('ends what it has started, and leaves no copy of the code, when it is told to end', async () => {
    const { child, ended } = npmRun('mutate', ['names'])
    child.stdout?.on('data', (text) => {
      if (/Instrumented/.test(text)) child.kill('SIGINT')
    })

    expect(await ended).toMatchObject({ code: 130, err: '' })
    expect(existsSync(join(__dirname, '../../.stryker-tmp/names'))).toBe(false)
  }, 60_000)
})
