import { timeLimitOf, withinTimeLimit } from '../../../../cloudfunctions/openapi/cloud/withinTimeLimit'

describe('timeLimitOf', () => {
  it.each([
    { context: { time_limit_in_ms: 3000 }, limit: 3000 },
    { context: { time_limit_in_ms: 2 ** 31 - 1 }, limit: 2 ** 31 - 1 },
    { context: { time_limit_in_ms: 2 ** 31 }, limit: undefined },
    { context: { time_limit_in_ms: 0 }, limit: undefined },
    { context: { time_limit_in_ms: '3000' }, limit: undefined },
    { context: {}, limit: undefined },
    { context: undefined, limit: undefined },
  ])('reads $limit from $context', ({ context, limit }) => {
    expect(timeLimitOf(context)).toBe(limit)
  })
})

describe('withinTimeLimit', () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it('gives an answer that comes in time, and leaves no timer', async () => {
    expect(await withinTimeLimit(3000, Promise.resolve('ok'))).toBe('ok')
    expect(jest.getTimerCount()).toBe(0)
  })

  it('gives nothing 200 ms before the limit', async () => {
    const late = jest.fn()
    withinTimeLimit(3000, new Promise(() => undefined)).then(late)

    await jest.advanceTimersByTimeAsync(2799)
    expect(late.mock.calls).toStrictEqual([])
    await jest.advanceTimersByTimeAsync(1)
    expect(late.mock.calls).toStrictEqual([[undefined]])
  })

  it('sets no timer where there is no limit', async () => {
    expect(await withinTimeLimit(undefined, Promise.resolve('ok'))).toBe('ok')
    expect(jest.getTimerCount()).toBe(0)
  })

  it('fails as the answer fails, and leaves no timer', async () => {
    await expect(withinTimeLimit(3000, Promise.reject(new Error('boom')))).rejects.toThrow('boom')
    expect(jest.getTimerCount()).toBe(0)
  })
})
