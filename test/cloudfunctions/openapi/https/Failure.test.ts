import { inspect } from 'node:util'
import { Failure, rootOf, sanitised, unlessAborted, withinTime } from '../../../../cloudfunctions/openapi/https/Failure'

const never = new Promise<never>(() => {})

describe('withinTime', () => {
  it('gives what was done in time, and tells nobody afterwards that time is up', async () => {
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

  it('ends with -501002 when time is up', async () => {
    const thrown = withinTime(10, (signal) => unlessAborted(signal, never))

    await expect(thrown).rejects.toStrictEqual(new Failure(-501002, 'no response within 10 ms', 'unanswered'))
    await expect(thrown).rejects.toMatchObject({ errCode: -501002, stage: 'unanswered' })
  })
})

describe('unlessAborted', () => {
  it("gives what the promise gives, or the promise's own failure", async () => {
    const { signal } = new AbortController()

    expect(await unlessAborted(signal, Promise.resolve('done'))).toBe('done')
    await expect(unlessAborted(signal, Promise.reject(new Error('boom')))).rejects.toThrow('boom')
  })

  it("gives the signal's reason when that has come already", async () => {
    await expect(unlessAborted(AbortSignal.abort(new Error('late')), never)).rejects.toThrow('late')
  })

  it('swallows what the promise throws later', async () => {
    const failing = Promise.reject(new Error('boom'))

    await expect(unlessAborted(AbortSignal.abort(new Error('late')), failing)).rejects.toThrow('late')
  })
})

describe('sanitised', () => {
  it('has the name, the code and the message of the innermost cause, and nothing else', () => {
    const cause = Object.assign(new TypeError('read ECONNRESET'), { code: 'ECONNRESET', data: 'hunter22', errno: -104 })
    const error = sanitised(new Error('fetch failed', { cause }), ['hunter22'])

    expect({ ...error, message: error.message }).toStrictEqual({
      name: 'TypeError',
      code: 'ECONNRESET',
      message: 'read ECONNRESET',
    })
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('hunter22')
  })

  it('blanks secrets in each of them, and in the stack', () => {
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
    { what: 'a text', thrown: 'no hunter22', message: 'no ***' },
    { what: 'nothing', thrown: undefined, message: '' },
    { what: 'an object', thrown: { message: 7, code: 20 }, message: '' },
  ])('makes an Error of $what', ({ thrown, message }) => {
    const error = sanitised(thrown, ['hunter22'])

    expect({ ...error, name: error.name, message: error.message }).toStrictEqual({ name: 'Error', message })
  })
})

describe('rootOf', () => {
  it.each([
    ['a text', 'why'],
    ['null', null],
  ])('is the error itself where its cause is %s', (_what, cause) => {
    const error = new Error('boom', { cause })

    expect(rootOf(error)).toBe(error)
  })

  it('goes ten causes deep', () => {
    const errors = [new Error('root')]
    for (let nth = 0; nth < 11; nth++) errors.unshift(new Error('boom', { cause: errors[0] }))

    expect(rootOf(errors[1])).toBe(errors[11])
    expect(rootOf(errors[0])).toBe(errors[10])
  })

  it('ends where causes go round in a circle', () => {
    const error = new Error('boom')
    error.cause = error

    expect(rootOf(error)).toBe(error)
  })
})
