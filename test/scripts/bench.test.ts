import { npmRun } from '../helpers/npmRun'

describe('npm run bench', () => {
  it('measures cold start, upload, warm call and the local WeChat', async () => {
    const { code, out, err } = await npmRun('bench', ['--quick']).ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.match(/^\S.*(?= {2}median)/gm)?.map((line) => line.trim())).toEqual([
      'cold start: one process, one bind',
      'its peak memory',
      'what is uploaded',
      'warm call',
      'local WeChat: binds and unbinds, 4 at once',
      'local WeChat: start on the records that it has',
    ])
  }, 600_000)

  it('rejects an unknown option', async () => {
    expect(await npmRun('bench', ['--quik']).ended).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^Unknown option '--quik'/),
    })
  })
})
