import type { OpenApiResult } from '../../../../cloudfunctions/openapi/apis/Api'
import { bindAccount } from '../../../../cloudfunctions/openapi/apis/bindAccount'
import { getAllAccount } from '../../../../cloudfunctions/openapi/apis/getAllAccount'
import { logCall } from '../../../../cloudfunctions/openapi/cloud/logCall'
import { meaningIn } from '../../../../cloudfunctions/openapi/codes/Code'
import { platformCodes } from '../../../../cloudfunctions/openapi/codes/platform'
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
    rule: 'names api, type, courier, the end of the customer code, caller, code, time and request',
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
    rule: 'leaves out what is not known',
    call: {},
    line: { api: API, errCode: 0, ms: 41, requestId: 'r-1' },
  },
  {
    rule: "adds to a failure WeChat's message and rid, the usual cause and what to do",
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
    rule: 'adds them to a code that any API may give',
    call: { outcome: { errCode: -401002, errMsg: `${FAIL} parameter.bizId is missing` } },
    line: {
      api: API,
      errCode: -401002,
      ms: 41,
      requestId: 'r-1',
      errMsg: `${FAIL} parameter.bizId is missing`,
      cause: platformCodes[-401002]?.cause,
      next: platformCodes[-401002]?.next,
    },
  },
  {
    rule: 'adds where to look up a code that is not documented',
    call: { outcome: { errCode: 123, errMsg: `${FAIL} new` } },
    line: { api: API, errCode: 123, ms: 41, requestId: 'r-1', errMsg: `${FAIL} new`, next: meaningIn([], 123).next },
  },
  {
    rule: 'marks an answer that came too late',
    call: { late: true },
    line: { api: API, errCode: 0, ms: 41, requestId: 'r-1', late: true },
  },
  {
    rule: 'cuts ids that are longer than any',
    call: {
      caller: 'o'.repeat(65),
      requestId: 'r'.repeat(65),
      wireParams: { ...WIRE, delivery_id: 'D'.repeat(65) },
    },
    line: {
      api: API,
      type: 'bind',
      deliveryId: 'D'.repeat(64),
      bizId: '...3456',
      caller: 'o'.repeat(64),
      errCode: 0,
      ms: 41,
      requestId: 'r'.repeat(64),
    },
  },
  {
    rule: 'blanks a password that stands in another parameter',
    call: { wireParams: { ...WIRE, delivery_id: 'hunter22' } },
    line: { api: API, type: 'bind', deliveryId: '***', bizId: '...3456', errCode: 0, ms: 41, requestId: 'r-1' },
  },
  {
    rule: 'looks at the whole customer code before it cuts it: its end may be a part of the password',
    call: { wireParams: { ...WIRE, biz_id: 'hunter22' } },
    line: { api: API, type: 'bind', deliveryId: 'YUNDA', bizId: '***', errCode: 0, ms: 41, requestId: 'r-1' },
  },
]

describe('logCall', () => {
  const logged = catchLog()

  it.each(LINES)('$rule', ({ call, line }) => {
    logCall(bindAccount, { ...ONCE, ...call })

    expect(logged).toStrictEqual([JSON.stringify(line)])
  })

  it('logs JSON also where the password is a number that stands in the line', () => {
    logCall(bindAccount, {
      ...ONCE,
      wireParams: { ...WIRE, password: '9300' },
      outcome: { errCode: 9300531, errMsg: FAIL },
    })

    expect(logged.map((line) => JSON.parse(line).errCode)).toStrictEqual([9300531])
  })

  it('lets no text forge a line or a terminal sequence, and stays JSON', () => {
    const forged = 'a\n{"errCode":0}\r\u001b[2J\u009b1m\u2028\u2029\u202e'

    logCall(bindAccount, {
      ...ONCE,
      caller: forged,
      wireParams: { ...WIRE, delivery_id: forged },
      outcome: { errCode: 1, errMsg: forged },
    })

    expect(logged.join()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(logged.map((line) => JSON.parse(line))).toStrictEqual([
      {
        api: API,
        type: 'bind',
        deliveryId: forged,
        bizId: '...3456',
        caller: forged,
        errCode: 1,
        ms: 41,
        requestId: 'r-1',
        errMsg: forged,
        next: meaningIn([], 1).next,
      },
    ])
  })

  it('logs of an API what its entry says, and no more', () => {
    logCall(getAllAccount, { ...ONCE, wireParams: WIRE })

    expect(logged).toStrictEqual(['{"api":"logistics.getAllAccount","errCode":0,"ms":41,"requestId":"r-1"}'])
  })

  it('does not change the call', () => {
    const call = deepFreeze({ ...ONCE, caller: 'oAdmin', wireParams: { ...WIRE } })

    logCall(bindAccount, call)

    expect(call).toStrictEqual({ ...ONCE, caller: 'oAdmin', wireParams: WIRE })
  })
})
