import { inspect } from 'node:util'
import { Failure, rootOf, sanitised, unlessAborted, withinTime } from '../../../../cloudfunctions/openapi/https/Failure'

const never = new Promise<never>(() => {})

describe('withinTime', () => {
  it('returns a result that arrives in time, and does not abort the signal later', async () => {
    jest.useFakeTimers()
    let signal: AbortSignal | undefined
    const done = await withinTime(10, async (it) => {
      signal = it
      return 'done'
    })
    jest.runAllTimers()
    jest.useRealTimers()

    expect(done).toBe('done')
    expect(signal?.aborted).toBe(false)
  })

  it('rejects with -501002 when the time is up', async () => {
    const thrown = withinTime(10, (signal) => unlessAborted(signal, never))

    await expect(thrown).rejects.toStrictEqual(new Failure(-501002, 'no response within 10 ms', 'unanswered'))
    await expect(thrown).rejects.toMatchObject({ errCode: -501002, stage: 'unanswered' })
  })
})

describe('unlessAborted', () => {
  it('settles as the promise does', async () => {
    const { signal } = new AbortController()

    expect(await unlessAborted(signal, Promise.resolve('done'))).toBe('done')
    await expect(unlessAborted(signal, Promise.reject(new Error('boom')))).rejects.toThrow('boom')
  })

  it("rejects with the signal's reason if the signal is already aborted", async () => {
    await expect(unlessAborted(AbortSignal.abort(new Error('late')), never)).rejects.toThrow('late')
  })

  it('ignores a later rejection of the promise', async () => {
    const failing = Promise.reject(new Error('boom'))

    await expect(unlessAborted(AbortSignal.abort(new Error('late')), failing)).rejects.toThrow('late')
  })
})

describe('sanitised', () => {
  it('has the name, code and message of the innermost cause, and nothing else', () => {
    const cause = Object.assign(new TypeError('read ECONNRESET'), { code: 'ECONNRESET', data: 'hunter22', errno: -104 })
    const error = sanitised(new Error('fetch failed', { cause }), ['hunter22'])

    expect({ ...error, message: error.message }).toStrictEqual({
      name: 'TypeError',
      code: 'ECONNRESET',
      message: 'read ECONNRESET',
    })
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('hunter22')
  })

  it('replaces secrets in the name, code, message and stack', () => {
    const thrown = Object.assign(new Error('no route for hunter22'), { name: 'hunter22Error', code: 'E_hunter22' })
    const error = sanitised(thrown, ['hunter22'])

    expect({ ...error, message: error.message }).toStrictEqual({
      name: '***Error',
      code: 'E_***',
      message: 'no route for ***',
    })
    expect(error.stack).not.toContain('hunter22')
  })

  it.each([
    { what: 'a string', thrown: 'no hunter22', message: 'no ***' },
    { what: 'undefined', thrown: undefined, message: '' },
    { what: 'an object', thrown: { message: 7, code: 20 }, message: '' },
  ])('converts $what to an Error', ({ thrown, message }) => {
    const error = sanitised(thrown, ['hunter22'])

    expect({ ...error, name: error.name, message: error.message }).toStrictEqual({ name: 'Error', message })
  })
})

describe('rootOf', () => {
  it.each([
    ['a string', 'why'],
    ['null', null],
  ])('returns the error itself if its cause is %s', (_what, cause) => {
    const error = new Error('boom', { cause })

    expect(rootOf(error)).toBe(error)
  })

  it('follows at most ten causes', () => {
    const errors = [new Error('root')]
    for (let nth = 0; nth < 11; nth++) errors.unshift(new Error('boom', { cause: errors[0] }))

    expect(rootOf(errors[1])).toBe(errors[11])
    expect(rootOf(errors[0])).toBe(errors[10])
  })

  it('stops at a cyclic cause', () => {
    const error = new Error('boom')
    error.cause = error

    expect(rootOf(error)).toBe(error)
  })
})
