import { blankPaths, withSecrets } from '../../../../scripts/emulator/console/blanks'

const params = { type: 'bind', password: '***', user: { token: '***' }, list: [{ pwd: '***' }, 'x'], nothing: null }

describe('blankPaths', () => {
  it('are where values were blanked', () => {
    expect(blankPaths(params)).toEqual(['password', 'user.token', 'list.0.pwd'])
  })
})

describe('withSecrets', () => {
  it('fills in what was blanked, and leaves out what is left empty', () => {
    const filled = withSecrets(params, { password: 'p', 'user.token': '', 'list.0.pwd': 'q' })
    expect(filled).toEqual({ type: 'bind', password: 'p', user: {}, list: [{ pwd: 'q' }, 'x'], nothing: null })
    expect(JSON.stringify(params)).toContain('***')
  })
})
