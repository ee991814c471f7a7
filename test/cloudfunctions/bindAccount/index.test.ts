import { main } from '../../../cloudfunctions/bindAccount'
import { cloud } from '../../../cloudfunctions/openapi/cloud/sdk'
import { catchLog } from '../../helpers/catchLog'
import { deepFreeze } from '../../helpers/deepFreeze'
import { UNKNOWN_OUTCOME } from '../../helpers/faults'

/** A handwritten mock, as in a user's own unit test: it has no getWXContext and no other API. */
jest.mock('wx-server-sdk', () => ({ init: () => undefined, openapi: { logistics: { bindAccount: jest.fn() } } }))
const bindAccount = jest.mocked(cloud.openapi.logistics.bindAccount)

const FAIL = 'openapi.logistics.bindAccount:fail'
const DONE = { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }
const PASSWORD = '123456789123456789'
const BIND = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: PASSWORD }
const WIRE = { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: PASSWORD }

const KNOWN = '(known: type, bizId, deliveryId, password, remarkContent)'
const UPLOAD =
  'upload the function again from the WeChat developer tools, and wait ten minutes: permissions are cached.'

const CALLED = [
  { row: 'camelCase names', event: BIND, wire: WIRE },
  { row: 'snake_case names', event: WIRE, wire: WIRE },
  { row: 'userInfo, dropped', event: { ...BIND, userInfo: { openId: 'o', appId: 'wx' } }, wire: WIRE },
  { row: 'tcbContext, dropped', event: { ...BIND, tcbContext: {} }, wire: WIRE },
  { row: 'an unbind', event: { ...BIND, type: 'unbind' }, wire: { ...WIRE, type: 'unbind' } },
]

const REFUSED = [
  {
    row: 'the same parameter given both ways with different values',
    event: { ...BIND, biz_id: '654321' },
    errCode: -401002,
    problem: 'parameter.bizId is given twice with different values, as bizId and as biz_id',
  },
  {
    row: 'an unknown name',
    event: { ...BIND, bizID: '123456' },
    errCode: -401002,
    problem: `parameter.bizID is unknown, did you mean "bizId"? ${KNOWN}`,
  },
  {
    row: 'a missing required parameter',
    event: { type: 'bind', deliveryId: 'YUNDA', password: PASSWORD },
    errCode: -401002,
    problem: 'parameter.bizId is missing',
  },
  {
    row: 'a blank required parameter',
    event: { ...BIND, bizId: ' ' },
    errCode: -401002,
    problem: 'parameter.bizId is blank',
  },
  {
    row: 'a type not bind or unbind',
    event: { ...BIND, type: 'rebind' },
    errCode: -401002,
    problem: 'parameter.type should be "bind" or "unbind"',
  },
  {
    row: 'a number',
    event: { ...BIND, password: Number(PASSWORD) },
    errCode: -401003,
    problem: 'parameter.password should be string instead of number',
  },
  {
    row: 'an array',
    event: { ...BIND, deliveryId: ['YUNDA'] },
    errCode: -401003,
    problem: 'parameter.deliveryId should be string instead of array',
  },
  {
    row: 'an object',
    event: { ...BIND, password: { text: PASSWORD } },
    errCode: -401003,
    problem: 'parameter.password should be string instead of object',
  },
  {
    row: 'null',
    event: { ...BIND, bizId: null },
    errCode: -401003,
    problem: 'parameter.bizId should be string instead of null',
  },
  {
    row: 'a bind of SF_CASH',
    event: { ...BIND, bizId: 'SF_CASH' },
    errCode: -401002,
    problem: "SF_CASH is the courier's cash account and needs no binding: use it as bizId in addOrder",
  },
  {
    row: 'a bind of DB_CASH',
    event: { ...BIND, bizId: 'DB_CASH' },
    errCode: -401002,
    problem: "DB_CASH is the courier's cash account and needs no binding: use it as bizId in addOrder",
  },
  {
    row: 'a bind of TEST / test_biz_id',
    event: { ...BIND, deliveryId: 'TEST', bizId: 'test_biz_id' },
    errCode: -401002,
    problem: 'the sandbox account TEST / test_biz_id needs no binding: use it directly in addOrder',
  },
  {
    row: 'an event that is not an object',
    event: JSON.stringify(BIND),
    errCode: -401003,
    problem: 'event should be object instead of string',
  },
  {
    row: 'no event',
    event: undefined,
    errCode: -401003,
    problem: 'event should be object instead of undefined',
  },
  {
    row: 'an HTTP-access event',
    event: { httpMethod: 'POST', headers: {}, body: JSON.stringify(BIND) },
    errCode: -401001,
    problem: 'this function may not be called by HTTP, where the caller is unknown: use wx.cloud.callFunction',
  },
]

const THROWN = [
  {
    row: "WeChat's business error, verbatim",
    thrown: { errCode: 9300531, errMsg: `${FAIL} invalid biz_id or password rid: 1`, stack: 'at ...' },
    outcome: { errCode: 9300531, errMsg: `${FAIL} invalid biz_id or password rid: 1` },
  },
  {
    row: '-604100, with the remedy',
    thrown: { errCode: -604100, errMsg: 'system error: error code: -604100' },
    outcome: {
      errCode: -604100,
      errMsg:
        `${FAIL} API not found: WeChat does not offer logistics.bindAccount to this cloud function. ` +
        `Check that config.json lists it under permissions.openapi exactly as "logistics.bindAccount", ${UPLOAD}`,
    },
  },
  {
    row: '-604101, with the remedy',
    thrown: { errCode: -604101, errMsg: 'system error: error code: -604101' },
    outcome: {
      errCode: -604101,
      errMsg:
        `${FAIL} function has no permission to call this API: list "logistics.bindAccount" under permissions.openapi ` +
        `in the config.json next to the index.js of the function, ${UPLOAD}`,
    },
  },
  {
    row: '-604104, with the remedy',
    thrown: { errCode: -604104, errMsg: 'system error: error code: -604104' },
    outcome: {
      errCode: -604104,
      errMsg:
        `${FAIL} illegal source of invocation: WeChat does not accept logistics.bindAccount from where this call started ` +
        '(local debugging, a trigger). Call the uploaded function; if its config.json does not list ' +
        `"logistics.bindAccount" under permissions.openapi, add it, ${UPLOAD}`,
    },
  },
  {
    row: 'another error with a numeric errCode',
    thrown: Object.assign(new Error('boom'), { errCode: -7 }),
    outcome: { errCode: -7, errMsg: `${FAIL} boom` },
  },
  {
    row: 'another error without an errCode',
    thrown: new TypeError('boom'),
    outcome: { errCode: -1, errMsg: `${FAIL} boom` },
  },
  {
    row: 'an error that repeats the password',
    thrown: new Error(`wrong password ${PASSWORD}`),
    outcome: { errCode: -1, errMsg: `${FAIL} wrong password ***` },
  },
]

describe('bindAccount', () => {
  const logged = catchLog()
  beforeEach(() => {
    jest.useFakeTimers()
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oBoss, oAdmin' })
    bindAccount.mockReset().mockResolvedValue({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' })
  })
  afterEach(() => {
    jest.useRealTimers()
    delete cloud.getWXContext
  })

  it.each(CALLED)('calls WeChat once and returns ok: $row', async ({ event, wire }) => {
    expect(await main(event)).toStrictEqual(DONE)
    expect(bindAccount.mock.calls).toStrictEqual([[wire]])
  })

  it.each(REFUSED)('returns $errCode without a call: $row', async ({ event, errCode, problem }) => {
    expect(await main(event)).toStrictEqual({ errCode, errMsg: `${FAIL} ${problem}` })
    expect(bindAccount.mock.calls).toStrictEqual([])
  })

  it.each(THROWN)('returns the error if the SDK throws: $row', async ({ thrown, outcome }) => {
    bindAccount.mockRejectedValue(thrown)

    expect(await main(BIND)).toStrictEqual(outcome)
  })

  it('returns -601001 if the SDK reports a success with a buffer', async () => {
    const falseSuccess = { ...DONE, contentType: 'text/html', buffer: Buffer.from('<html>') }
    bindAccount.mockResolvedValue(falseSuccess)

    expect(await main(BIND)).toStrictEqual({
      errCode: -601001,
      errMsg: `${FAIL} the response is not from WeChat; ${UNKNOWN_OUTCOME}`,
    })
  })

  it("returns -501002 before the platform's time limit", async () => {
    bindAccount.mockReturnValue(new Promise(() => undefined))
    const answered = main(BIND, { time_limit_in_ms: 3000 })

    await jest.advanceTimersByTimeAsync(2999)

    expect(await answered).toStrictEqual({
      errCode: -501002,
      errMsg: `${FAIL} no response within the function's time limit of 3000 ms; ${UNKNOWN_OUTCOME}`,
    })
  })

  it('does not change the event', async () => {
    const event = deepFreeze({ ...BIND, userInfo: { openId: 'o' } })

    await main(event)

    expect(event).toStrictEqual({ ...BIND, userInfo: { openId: 'o' } })
  })

  it('returns ok to an end user who is an admin, and logs the id', async () => {
    cloud.getWXContext = () => ({ OPENID: 'oAdmin' })

    expect(await main(BIND, { request_id: 'r-1' })).toStrictEqual(DONE)
    expect(logged).toStrictEqual([
      '{"api":"logistics.bindAccount","type":"bind","deliveryId":"YUNDA","bizId":"...3456",' +
        '"caller":"oAdmin","errCode":0,"ms":0,"requestId":"r-1"}',
    ])
  })

  it('returns ok to a call without an end user', async () => {
    cloud.getWXContext = () => ({})

    expect(await main(BIND)).toStrictEqual(DONE)
  })

  it('returns -401001 to an end user who is not an admin, before it checks the event', async () => {
    cloud.getWXContext = () => ({ OPENID: 'oVisitor' })

    expect(await main(undefined)).toStrictEqual({
      errCode: -401001,
      errMsg:
        `${FAIL} the caller "oVisitor" is not an admin: ` +
        "add this id to the function's environment variable ADMIN_OPENIDS",
    })
    expect(bindAccount.mock.calls).toStrictEqual([])
  })

  it('logs a caller who is not an admin', async () => {
    cloud.getWXContext = () => ({ OPENID: 'oVisitor' })

    await main(BIND, { request_id: 'r-1' })

    expect(logged).toStrictEqual([
      '{"api":"logistics.bindAccount","caller":"oVisitor","errCode":-401001,"ms":0,"requestId":"r-1",' +
        `"errMsg":"${FAIL} the caller \\"oVisitor\\" is not an admin: ` +
        `add this id to the function's environment variable ADMIN_OPENIDS",` +
        `"cause":{"en":"the caller \\"oVisitor\\" is not an admin: add this id to the function's environment variable ADMIN_OPENIDS",` +
        `"zh":"调用者 \\"oVisitor\\" 不是管理员：请把这个 ID 加入云函数的环境变量 ADMIN_OPENIDS"}}`,
    ])
  })

  it.each([
    {
      code: 9300501,
      message: 'delivery logic fail rid: 65a0c1f2-0b1c2d3e-4f506172',
      rid: '65a0c1f2-0b1c2d3e-4f506172',
    },
    { code: -601001, message: 'system error', rid: undefined },
  ])("logs WeChat's message for $code", async ({ code, message, rid }) => {
    bindAccount.mockRejectedValue({ errCode: code, errMsg: `${FAIL} ${message}` })

    const { errMsg } = await main(BIND)

    expect(logged.map((line) => JSON.parse(line))).toMatchObject([{ errCode: code, errMsg, ...(rid && { rid }) }])
  })

  it('returns ok to the cloud itself with any context', async () => {
    const context = Object.defineProperty({}, 'httpContext', {
      get() {
        throw new Error('trap')
      },
    })

    expect(await main(BIND, context)).toStrictEqual(DONE)
  })

  it.each([...REFUSED, ...CALLED])('logs one line without the password: $row', async ({ event }) => {
    await main(event)

    expect(logged.map((line) => line.includes(PASSWORD))).toStrictEqual([false])
  })

  it.each(THROWN)('logs one line without the password if the SDK throws: $row', async ({ thrown }) => {
    bindAccount.mockRejectedValue(thrown)

    await main(BIND)

    expect(logged.map((line) => line.includes(PASSWORD))).toStrictEqual([false])
  })
})
