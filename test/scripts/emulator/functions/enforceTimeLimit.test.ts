import { enforceTimeLimit } from '../../../../scripts/emulator/functions/enforceTimeLimit'

describe('enforceTimeLimit', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('gives what comes in time, and kills nothing, later either', async () => {
    const kill = jest.fn()
    expect(await enforceTimeLimit(Promise.resolve('in time'), 1000, kill)).toBe('in time')
    jest.advanceTimersByTime(1000)
    expect(kill).not.toHaveBeenCalled()
  })

  it('kills what has not come at the limit, and says so', async () => {
    const kill = jest.fn()
    const outcome = enforceTimeLimit(new Promise(() => {}), 1000, kill)
    jest.advanceTimersByTime(999)
    expect(kill).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1)
    expect(await outcome).toEqual({ kind: 'timedOut' })
    expect(kill).toHaveBeenCalledTimes(1)
  })

  it('fails as what is waited for fails', async () => {
    await expect(enforceTimeLimit(Promise.reject(new Error('no')), 1000, () => {})).rejects.toThrow('no')
    expect(jest.getTimerCount()).toBe(0)
  })
})
