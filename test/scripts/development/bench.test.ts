import { npmRun } from '../../helpers/npmRun'

describe('npm run bench', () => {
  it('rejects an unknown option', async () => {
    expect(await npmRun('bench', ['--quik']).ended).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^Unknown option '--quik'/),
    })
  })
})
