import { setTimeout as sleep } from 'node:timers/promises'
import { MAX_TIMER_MS, withTimeLimit } from '../../../../cloudfunctions/openapi/errors/withTimeLimit'

describe('withTimeLimit', () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it('returns a result that arrives in time, and leaves no timer', async () => {
    const onTimeUp = jest.fn()

    expect(await withTimeLimit(3000, Promise.resolve('ok'), onTimeUp)).toBe('ok')
    expect(jest.getTimerCount()).toBe(0)
    expect(onTimeUp.mock.calls).toStrictEqual([])
  })

  it('returns the result of onTimeUp at the limit', async () => {
    const onTimeUp = jest.fn(() => 'late')
    const result = withTimeLimit(3000, new Promise(() => undefined), onTimeUp)

    await jest.advanceTimersByTimeAsync(2999)
    expect(onTimeUp.mock.calls).toStrictEqual([])
    await jest.advanceTimersByTimeAsync(1)
    expect(await result).toBe('late')
    expect(onTimeUp.mock.calls).toStrictEqual([[]])
  })

  it('rejects if the promise rejects, and leaves no timer', async () => {
    await expect(withTimeLimit(3000, Promise.reject(new Error('boom')), () => 'late')).rejects.toThrow('boom')
    expect(jest.getTimerCount()).toBe(0)
  })
})

describe('MAX_TIMER_MS', () => {
  it('is a limit that a timer of Node accepts', async () => {
    expect(await withTimeLimit(MAX_TIMER_MS, sleep(50, 'ok'), () => 'late')).toBe('ok')
  })
})
