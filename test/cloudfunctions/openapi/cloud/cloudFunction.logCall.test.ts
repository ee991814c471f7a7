import type { OpenApiResult } from '../../../../cloudfunctions/openapi/apis/Api'
import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { getAllAccount } from '../../../../cloudfunctions/openapi/apis/logistics/getAllAccount'
import { logCall } from '../../../../cloudfunctions/openapi/cloud/cloudFunction'
import { meaningIn } from '../../../../cloudfunctions/openapi/codes/Code'
import { platformCodes } from '../../../../cloudfunctions/openapi/codes/platform'
import { OpenApiError } from '../../../../cloudfunctions/openapi/errors/OpenApiError'
import { catchLog } from '../../../helpers/catchLog'
import { deepFreeze } from '../../../helpers/deepFreeze'

const API = 'logistics.bindAccount'
const WIRE = { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: 'hunter22' }
const DONE = { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }
const FAIL = 'openapi.logistics.bindAccount:fail'
const ONCE = { outcome: DONE, ms: 41, requestId: 'r-1' }
const bindCodes = bindAccount.codes

interface Call {
  caller?: string
  wireParams?: object
  outcome?: OpenApiResult
  requestId?: string
  late?: boolean
}

const LINES: { rule: string; call: Call; line: object }[] = [
  {
    rule: 'logs API, type, courier, the end of the customer code, caller, errCode, duration and request',
    call: { caller: 'oAdmin', wireParams: WIRE },
    line: {
      api: API,
      type: 'bind',
      deliveryId: 'YUNDA',
      bizId: '...3456',
      caller: 'oAdmin',
      errCode: 0,
      ms: 41,
      requestId: 'r-1',
    },
  },
  {
    rule: 'omits unknown values',
    call: {},
    line: { api: API, errCode: 0, ms: 41, requestId: 'r-1' },
  },
  {
    rule: "adds WeChat's message and rid, the usual cause and the next step to a failure",
    call: { outcome: { errCode: 9300529, errMsg: `${FAIL} biz_id already bind rid: 65a0c1f2-0b1c2d3e-4f506172` } },
    line: {
      api: API,
      errCode: 9300529,
      ms: 41,
      requestId: 'r-1',
      errMsg: `${FAIL} biz_id already bind rid: 65a0c1f2-0b1c2d3e-4f506172`,
      rid: '65a0c1f2-0b1c2d3e-4f506172',
      cause: bindCodes[9300529].cause,
      next: bindCodes[9300529].next,
    },
  },
  {
    rule: 'adds them to a code that any API may return',
    call: { outcome: { errCode: 48001, errMsg: `${FAIL} api unauthorized` } },
    line: {
      api: API,
      errCode: 48001,
      ms: 41,
      requestId: 'r-1',
      errMsg: `${FAIL} api unauthorized`,
      cause: platformCodes[48001]?.cause,
      next: platformCodes[48001]?.next,
    },
  },
  {
    rule: 'says in both languages why this package refused the call',
    call: { outcome: new OpenApiError(API, -401002, { en: 'parameter.bizId is missing', zh: '参数 bizId 缺失' }) },
    line: {
      api: API,
      errCode: -401002,
      ms: 41,
      requestId: 'r-1',
      errMsg: `${FAIL} parameter.bizId is missing`,
      cause: { en: 'parameter.bizId is missing', zh: '参数 bizId 缺失' },
    },
  },
  {
    rule: 'says in both languages how to find out an unknown outcome',
    call: { outcome: { errCode: -501001, errMsg: `${FAIL} HTTP 502` } },
    line: {
      api: API,
      errCode: -501001,
      ms: 41,
      requestId: 'r-1',
      errMsg: `${FAIL} HTTP 502`,
      cause: platformCodes[-501001]?.cause,
      next: bindAccount.ifResponseLost,
    },
  },
  {
    rule: 'adds where to look up an undocumented code',
    call: { outcome: { errCode: 123, errMsg: `${FAIL} new` } },
    line: { api: API, errCode: 123, ms: 41, requestId: 'r-1', errMsg: `${FAIL} new`, next: meaningIn([], 123).next },
  },
  {
    rule: 'marks a late response',
    call: { late: true },
    line: { api: API, errCode: 0, ms: 41, requestId: 'r-1', late: true },
  },
  {
    rule: 'shortens ids that are too long',
    call: { caller: 'o'.repeat(65), requestId: 'r'.repeat(65) },
    line: {
      api: API,
      caller: 'o'.repeat(64),
      errCode: 0,
      ms: 41,
      requestId: 'r'.repeat(64),
    },
  },
  {
    rule: 'replaces a password that is also in another parameter',
    call: { wireParams: { ...WIRE, delivery_id: 'hunter22' } },
    line: { api: API, type: 'bind', deliveryId: '***', bizId: '...3456', errCode: 0, ms: 41, requestId: 'r-1' },
  },
  {
    rule: 'checks the whole customer code for the password before it shortens it',
    call: { wireParams: { ...WIRE, biz_id: 'hunter22' } },
    line: { api: API, type: 'bind', deliveryId: 'YUNDA', bizId: '***', errCode: 0, ms: 41, requestId: 'r-1' },
  },
]

for (const [deliveryId, shown] of [
  ['hunter22', '***'],
  ['S', '***'],
  ['D'.repeat(17), '***'],
  ['SF_1', 'SF_1'],
]) {
  LINES.push({
    rule: `shows the deliveryId ${deliveryId} as ${shown}`,
    call: { wireParams: { ...WIRE, delivery_id: deliveryId, password: 'x1y2z3' } },
    line: { api: API, type: 'bind', deliveryId: shown, bizId: '...3456', errCode: 0, ms: 41, requestId: 'r-1' },
  })
}
for (const bizId of ['p@ssword', '密码密码密码', 'b'.repeat(65)]) {
  LINES.push({
    rule: `does not show the bizId ${bizId}, which may be a password`,
    call: { wireParams: { ...WIRE, biz_id: bizId } },
    line: { api: API, type: 'bind', deliveryId: 'YUNDA', bizId: '***', errCode: 0, ms: 41, requestId: 'r-1' },
  })
}

describe('logCall', () => {
  const logged = catchLog()

  it.each(LINES)('$rule', ({ call, line }) => {
    logCall(bindAccount, { ...ONCE, ...call })

    expect(logged).toStrictEqual([JSON.stringify(line)])
  })

  it('logs valid JSON even if the password is a number that occurs in the line', () => {
    logCall(bindAccount, {
      ...ONCE,
      wireParams: { ...WIRE, password: '9300' },
      outcome: { errCode: 9300531, errMsg: FAIL },
    })

    expect(logged.map((line) => JSON.parse(line).errCode)).toStrictEqual([9300531])
  })

  it('escapes characters that could forge a line or a terminal sequence, and logs valid JSON', () => {
    const forged = 'a\n{"errCode":0}\r\u001b[2J\u009b1m\u2028\u2029\u202e'

    logCall(bindAccount, {
      ...ONCE,
      caller: forged,
      outcome: { errCode: 1, errMsg: forged },
    })

    expect(logged.join()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(logged.map((line) => JSON.parse(line))).toStrictEqual([
      {
        api: API,
        caller: forged,
        errCode: 1,
        ms: 41,
        requestId: 'r-1',
        errMsg: forged,
        next: meaningIn([], 1).next,
      },
    ])
  })

  it("logs only the parameters that the API's entry lists", () => {
    logCall(getAllAccount, { ...ONCE, wireParams: WIRE })

    expect(logged).toStrictEqual(['{"api":"logistics.getAllAccount","errCode":0,"ms":41,"requestId":"r-1"}'])
  })

  it('does not change the call', () => {
    const call = deepFreeze({ ...ONCE, caller: 'oAdmin', wireParams: { ...WIRE } })

    logCall(bindAccount, call)

    expect(call).toStrictEqual({ ...ONCE, caller: 'oAdmin', wireParams: WIRE })
  })
})
