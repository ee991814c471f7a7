import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { cloudFunction, timeLimitOf } from '../../../../cloudfunctions/openapi/cloud/cloudFunction'
import { platformCodes } from '../../../../cloudfunctions/openapi/codes/platform'
import { OpenApiError } from '../../../../cloudfunctions/openapi/errors/OpenApiError'
import { catchLog } from '../../../helpers/catchLog'
import { UNKNOWN_OUTCOME } from '../../../helpers/faults'

/** A handwritten mock, as in a user's own unit test. */
jest.mock('wx-server-sdk', () => ({ init: () => undefined }))

const BIND = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA' }
const LINE = '{"api":"logistics.bindAccount","type":"bind","deliveryId":"YUNDA","bizId":"...3456"'
/** Returns a function whose call to WeChat has the given result. */
const main = (callWeChat: jest.Mock | (() => Promise<never>)) => cloudFunction(bindAccount, callWeChat)
const FAIL = 'openapi.logistics.bindAccount:fail'
const DONE = { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }
const NOT_FROM_WECHAT = { errCode: -601001, errMsg: `${FAIL} the response is not from WeChat; ${UNKNOWN_OUTCOME}` }

const SUCCESSES = [
  { what: 'the result of the SDK', result: { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }, outcome: DONE },
  { what: 'a result without a code', result: { errMsg: 'ok' }, outcome: DONE },
  {
    what: "a result with WeChat's data",
    result: { count: 1, list: [{ bizId: '123456' }], errMsg: 'ok', errCode: 0 },
    outcome: { ...DONE, count: 1, list: [{ bizId: '123456' }] },
  },
]

const FALSE_SUCCESSES = [
  {
    what: 'a buffer',
    result: { errCode: 0, errMsg: DONE.errMsg, contentType: 'text/html', buffer: Buffer.from('<html>') },
  },
  { what: 'an empty buffer', result: { errCode: 0, errMsg: DONE.errMsg, contentType: '', buffer: Buffer.alloc(0) } },
  { what: 'a string that is not JSON', result: { errCode: 0, errMsg: DONE.errMsg, result: 'busy' } },
  { what: 'undefined', result: undefined },
  { what: 'null', result: null },
  { what: 'a string', result: 'ok' },
  { what: 'a list', result: [DONE] },
]

const FAILURES = [
  {
    what: 'an OpenApiError, unchanged',
    thrown: new OpenApiError('logistics.bindAccount', -401002, 'parameter.bizId is missing'),
    outcome: { errCode: -401002, errMsg: `${FAIL} parameter.bizId is missing` },
  },
  {
    what: "WeChat's business error, verbatim",
    thrown: { errCode: 9300529, errMsg: `${FAIL} bound`, stack: 'at ...' },
    outcome: { errCode: 9300529, errMsg: `${FAIL} bound` },
  },
  { what: 'another error', thrown: new Error('boom'), outcome: { errCode: -1, errMsg: `${FAIL} boom` } },
  { what: 'undefined', thrown: undefined, outcome: { errCode: -1, errMsg: `${FAIL} unknown error` } },
]

const TIME_LIMITS = [
  { limit: 3000, wait: 2800 },
  { limit: 60_000, wait: 59_800 },
  { limit: 400, wait: 200 },
  { limit: 100, wait: 50 },
]

describe('cloudFunction', () => {
  const logged = catchLog()
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it.each(SUCCESSES)("returns errCode 0 and WeChat's data after a success: $what", async ({ result, outcome }) => {
    expect(await main(resolvesTo(result))(BIND)).toStrictEqual(outcome)
  })

  it.each(FALSE_SUCCESSES)('returns -601001 if the SDK resolves to $what', async ({ result }) => {
    expect(await main(resolvesTo(result))(BIND)).toStrictEqual(NOT_FROM_WECHAT)
  })

  it('returns a failure that the SDK resolves to like one that it throws', async () => {
    const result = { errCode: 40097, errMsg: `${FAIL} invalid args` }

    expect(await main(resolvesTo(result))(BIND)).toStrictEqual(result)
  })

  it.each(FAILURES)(
    'returns exactly { errCode, errMsg } if the SDK rejects with $what',
    async ({ thrown, outcome }) => {
      expect(await main(() => Promise.reject(thrown))(BIND)).toStrictEqual(outcome)
    },
  )

  it('returns exactly { errCode, errMsg } if the SDK throws synchronously', async () => {
    const run = () => {
      throw new Error('boom')
    }

    expect(await main(run)(BIND)).toStrictEqual({ errCode: -1, errMsg: `${FAIL} boom` })
  })

  it.each([
    { what: 'a bigint as request id', context: { request_id: 1n } },
    { what: 'a request id that throws', context: Object.defineProperty({}, 'request_id', { get: trap }) },
    { what: 'a time limit that throws', context: Object.defineProperty({}, 'time_limit_in_ms', { get: trap }) },
    { what: 'a proxy that throws on every access', context: new Proxy({}, { get: trap, has: trap, ownKeys: trap }) },
    { what: 'null', context: null },
    { what: 'a string', context: 'r-1' },
  ])('returns a result if the context is hostile: $what', async ({ context }) => {
    const hostile: jest.Mock = jest.fn(main(resolvesTo(DONE)))

    expect(await hostile(BIND, context)).toStrictEqual(DONE)
    expect(logged).toStrictEqual([`${LINE},"errCode":0,"ms":0}`])
  })

  it('refuses wrong parameters without a call, and shows no secret in the message', async () => {
    const callWeChat = resolvesTo(DONE)
    const errMsg = `${FAIL} event has an unknown parameter (known: type, bizId, deliveryId, password, remarkContent)`

    expect(await main(callWeChat)({ ...BIND, password: 'hunter22', hunter22: '1' })).toStrictEqual({
      errCode: -401002,
      errMsg,
    })
    expect(callWeChat.mock.calls).toStrictEqual([])
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([{ errCode: -401002, errMsg }])
  })

  it.each([
    { who: 'a user by OPENID', env: { WX_OPENID: 'oUser' }, caller: 'oUser' },
    {
      who: 'a user by an id that the platform does not list',
      env: { TCB_UUID: 'web', TCB_CONTEXT_KEYS: '' },
      caller: 'web',
    },
  ])('refuses a user who is not an admin, and logs $who', async ({ env, caller }) => {
    jest.replaceProperty(process, 'env', env)
    const callWeChat = resolvesTo(DONE)
    const reason = `the caller "${caller}" is not an admin: add this id to the function's environment variable ADMIN_OPENIDS`
    const errMsg = `${FAIL} ${reason}`

    expect(await main(callWeChat)(BIND)).toStrictEqual({ errCode: -401001, errMsg })
    expect(callWeChat.mock.calls).toStrictEqual([])
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([{ caller, errCode: -401001, errMsg }])
  })

  it('replaces the secrets of the call in an error that is thrown', async () => {
    const answered = main(() => Promise.reject(new Error('hunter22 is wrong')))({ ...BIND, password: 'hunter22' })

    expect(await answered).toStrictEqual({ errCode: -1, errMsg: `${FAIL} *** is wrong` })
  })

  it('logs one line for each call', async () => {
    main(() => later(41, DONE))(BIND, { request_id: 'r-1' })
    await jest.advanceTimersByTimeAsync(41)

    expect(logged).toStrictEqual([`${LINE},"errCode":0,"ms":41,"requestId":"r-1"}`])
  })

  it.each(TIME_LIMITS)('returns -501002 after $wait ms if the time limit is $limit ms', async ({ limit, wait }) => {
    const answered = jest.fn()
    main(never)(BIND, { time_limit_in_ms: limit }).then(answered)

    await jest.advanceTimersByTimeAsync(wait - 1)
    expect(answered.mock.calls).toStrictEqual([])

    await jest.advanceTimersByTimeAsync(1)
    expect(answered.mock.calls).toStrictEqual([
      [
        {
          errCode: -501002,
          errMsg: `${FAIL} no response within the function's time limit of ${limit} ms; ${UNKNOWN_OUTCOME}`,
        },
      ],
    ])
  })

  it.each([undefined, 0, -1, Number.NaN])('waits for the response if the time limit is %p', async (limit) => {
    const context = limit === undefined ? {} : { time_limit_in_ms: limit }
    const answered = main(() => later(60_000, DONE))(BIND, context)

    await jest.advanceTimersByTimeAsync(60_000)

    expect(await answered).toStrictEqual(DONE)
  })

  it('waits for the response if the time limit is longer than the longest timer', async () => {
    const answered = main(() => later(60_000, DONE))(BIND, { time_limit_in_ms: Number.POSITIVE_INFINITY })

    await jest.advanceTimersByTimeAsync(60_000)

    expect(await answered).toStrictEqual(DONE)
  })

  it('returns a response that arrives before the time limit, and logs it once', async () => {
    const answered = main(() => later(2799, DONE))(BIND, { time_limit_in_ms: 3000 })

    await jest.advanceTimersByTimeAsync(60_000)

    expect(await answered).toStrictEqual(DONE)
    expect(logged).toStrictEqual([`${LINE},"errCode":0,"ms":2799}`])
  })

  it('counts the time that a check of the caller takes', async () => {
    const slowly = () => later(500, true)
    const answered = cloudFunction(bindAccount, () => later(2400, DONE), slowly)(BIND, { time_limit_in_ms: 3000 })

    await jest.advanceTimersByTimeAsync(2800)

    expect(await answered).toMatchObject({ errCode: -501002 })
  })

  describe('onDone', () => {
    const recorded = (callWeChat: () => Promise<never>, onDone: (...given: unknown[]) => unknown) =>
      cloudFunction(bindAccount, callWeChat, undefined, onDone)
    const SNAKE = { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: 'hunter22' }

    it('gets the checked parameters without secrets, however the event names them, and is awaited', async () => {
      const order: string[] = []
      const onDone = jest.fn(() => later(50, undefined).then(() => order.push('recorded')))
      const answered = recorded(resolvesTo(DONE), onDone)(SNAKE).then((it) => [order.push('returned'), it])
      await jest.advanceTimersByTimeAsync(50)

      expect(await answered).toStrictEqual([2, DONE])
      expect(order).toStrictEqual(['recorded', 'returned'])
      expect(onDone.mock.calls).toStrictEqual([[BIND, DONE]])
    })

    it('gets a failure of WeChat, but no call that is refused', async () => {
      const onDone = jest.fn()
      const failure = { errCode: 9300529, errMsg: `${FAIL} bound` }
      const bind = recorded(() => Promise.reject(failure), onDone)

      await bind(BIND)
      await bind({ ...BIND, type: 'other' })
      expect(onDone.mock.calls).toStrictEqual([[BIND, failure]])
    })

    it('leaves the result as it is when it fails or changes it, and the failure is logged without secrets', async () => {
      const errors = jest.spyOn(console, 'error').mockReturnValue()
      const onDone = (_params: unknown, result: unknown) => {
        Object.assign(Object(result), { errCode: 1 })
        throw new Error('no hunter22')
      }

      expect(await recorded(resolvesTo(DONE), onDone)(SNAKE)).toStrictEqual(DONE)
      expect(errors.mock.calls).toStrictEqual([['{"api":"logistics.bindAccount","onDone":"no ***"}']])
    })

    it('does not hold back the result beyond the time limit', async () => {
      const answered = recorded(resolvesTo(DONE), never)(BIND, { time_limit_in_ms: 3000 })
      await jest.advanceTimersByTimeAsync(2800)

      expect(await answered).toStrictEqual(DONE)
    })
  })

  it('does not leave a timer that keeps the function alive', async () => {
    await main(resolvesTo(DONE))(BIND, { time_limit_in_ms: 3000 })

    expect(jest.getTimerCount()).toBe(0)
  })

  it('logs a response that arrives after the time limit, marked as late', async () => {
    main(() => later(2900, DONE))(BIND, { time_limit_in_ms: 3000, request_id: 'r-1' })

    await jest.advanceTimersByTimeAsync(2900)

    expect(logged).toStrictEqual([
      `${LINE},"errCode":-501002,"ms":2800,"requestId":"r-1",` +
        `"errMsg":"${FAIL} no response within the function's time limit of 3000 ms; ${UNKNOWN_OUTCOME}",` +
        `"cause":${JSON.stringify(platformCodes[-501002]?.cause)},"next":${JSON.stringify(bindAccount.ifResponseLost)}}`,
      `${LINE},"errCode":0,"ms":2900,"requestId":"r-1","late":true}`,
    ])
  })
})

function trap(): never {
  throw new Error('trap')
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}

/** A mock of a slow call. */
function later(ms: number, value: unknown): ReturnType<jest.Mock> {
  return new Promise((resolve) => setTimeout(resolve, ms, value))
}

/** A mock of a call. The real one does not always resolve to what its type says. */
function resolvesTo(result: unknown): jest.Mock {
  return jest.fn().mockResolvedValue(result)
}

describe('timeLimitOf', () => {
  it.each([
    { context: { time_limit_in_ms: 3000 }, limit: 3000 },
    { context: { time_limit_in_ms: 2 ** 31 - 1 }, limit: 2 ** 31 - 1 },
    { context: { time_limit_in_ms: 2 ** 31 }, limit: undefined },
    { context: { time_limit_in_ms: 0 }, limit: undefined },
    { context: { time_limit_in_ms: '3000' }, limit: undefined },
    { context: {}, limit: undefined },
    { context: undefined, limit: undefined },
  ])('returns $limit for the context $context', ({ context, limit }) => {
    expect(timeLimitOf(context)).toBe(limit)
  })
})
