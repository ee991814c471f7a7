import { blankPaths, withSecrets } from '../../../../scripts/emulator/console/repeat'

const params = { type: 'bind', password: '***', user: { token: '***' }, list: [{ pwd: '***' }, 'x'], nothing: null }

describe('blankPaths', () => {
  it('returns the paths of blanked values', () => {
    expect(blankPaths(params)).toEqual(['password', 'user.token', 'list.0.pwd'])
  })
})

describe('withSecrets', () => {
  it('fills in the blanks, and leaves out those without a secret', () => {
    const filled = withSecrets(params, { password: 'p', 'user.token': '', 'list.0.pwd': 'q' })
    expect(filled).toEqual({ type: 'bind', password: 'p', user: {}, list: [{ pwd: 'q' }, 'x'], nothing: null })
    expect(JSON.stringify(params)).toContain('***')
  })
})
