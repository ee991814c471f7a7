import { npmRun } from '../helpers/npmRun'

describe('npm run mutate', () => {
  it('rejects an unknown folder and lists the known ones', async () => {
    expect(await npmRun('mutate', ['names', 'apis']).ended).toEqual({
      code: 1,
      out: '',
      err: 'apis is not one of the folders: names, params, errors, cloud, https\n',
    })
  })
})
