import { Failure } from '../../../../cloudfunctions/openapi/https/Failure'
import { unlessAborted, withinTime } from '../../../../cloudfunctions/openapi/https/withinTime'

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

    await expect(thrown).rejects.toStrictEqual(new Failure(-501002, 'no answer within 10 ms', 'unanswered'))
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
