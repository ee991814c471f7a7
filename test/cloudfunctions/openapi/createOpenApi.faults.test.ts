import { createOpenApi } from '../../../cloudfunctions/openapi/createOpenApi'
import { UNKNOWN_OUTCOME } from '../../helpers/faults'
import { withLocalWeChat } from '../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const api = 'logistics.bindAccount'
const FAIL = 'openapi.logistics.bindAccount:fail'

const account = { bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }
const call = (type: 'bind' | 'unbind', timeoutMs = 15_000) =>
  createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: wechat.url(), timeoutMs })
    .logistics.bindAccount({ type, ...account })
    .catch((error: unknown) => JSON.parse(JSON.stringify(error)))
const statuses = async () =>
  (await wechat.control('GET', 'state')).body.accounts.map((it: { status_code: number }) => it.status_code)

const faults = [
  { fault: { kind: 'http', status: 500 }, errCode: -501001, message: `${FAIL} HTTP 500; ${UNKNOWN_OUTCOME}` },
  {
    fault: { kind: 'empty' },
    errCode: -601001,
    message: `${FAIL} the response is not from WeChat: empty; ${UNKNOWN_OUTCOME}`,
  },
  {
    fault: { kind: 'html' },
    errCode: -601001,
    message: `${FAIL} the response is not from WeChat: HTML; ${UNKNOWN_OUTCOME}`,
  },
  {
    fault: { kind: 'cut' },
    errCode: -501001,
    message: expect.stringMatching(/broke before a response.*; the outcome is unknown: /),
  },
  {
    fault: { kind: 'errcode', errcode: 45009 },
    errCode: 45009,
    message: expect.stringContaining(`${FAIL} reach max api`),
  },
]
const directions = [
  { type: 'bind', before: [], after: [0], repeated: 9300529 },
  { type: 'unbind', before: [0], after: [3], repeated: 9300530 },
] as const
const cases = directions.flatMap((direction) => faults.map((it) => ({ ...direction, ...it })))

describe('an HTTPS call of bindAccount', () => {
  it.each(cases)(
    'changes nothing and rejects after $fault, type $type',
    async ({ type, before, fault, errCode, message }) => {
      if (before.length > 0) await call('bind')
      await wechat.control('PUT', 'faults', [{ api, ...fault }])
      expect(await call(type)).toEqual({ errCode, errMsg: message })
      expect(await statuses()).toEqual(before)
    },
  )

  it.each(cases)(
    'takes effect but rejects after a late $fault, type $type, and a second call shows the outcome',
    async ({ type, before, after, repeated, fault, errCode, message }) => {
      if (before.length > 0) await call('bind')
      await wechat.control('PUT', 'faults', [{ api, ...fault, afterEffect: true, times: 1 }])
      expect(await call(type)).toEqual({ errCode, errMsg: message })
      expect(await call(type)).toMatchObject({ errCode: repeated })
      expect(await statuses()).toEqual(after)
    },
  )

  it('rejects with -501002 if WeChat responds too late', async () => {
    await wechat.control('PUT', 'faults', [{ api, kind: 'delay', ms: 60_000 }])
    expect(await call('bind', 300)).toEqual({
      errCode: -501002,
      errMsg: `${FAIL} no response within 300 ms; ${UNKNOWN_OUTCOME}`,
    })
  })
})
