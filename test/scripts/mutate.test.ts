import { mutate } from '../../scripts/mutate'
import { catchOutput } from '../helpers/catchOutput'

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
})
