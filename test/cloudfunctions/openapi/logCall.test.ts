import { type Call, logCall, secretsOf } from '../../../cloudfunctions/openapi/logCall'
import { catchLog } from '../../catchLog'
import { deepFreeze } from '../../deepFreeze'

const API = 'logistics.bindAccount'
const WIRE = { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: 'hunter22' }
const DONE = { errCode: 0, ms: 41, requestId: 'r-1', late: false }

const LINES: { rule: string; call: Call; outcome: typeof DONE; line: object }[] = [
  {
    rule: 'names api, type, courier, the end of the customer code, caller, code, time and request',
    call: { api: API, caller: 'oAdmin', wireParams: WIRE },
    outcome: DONE,
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
    rule: 'leaves out what is not known yet',
    call: { api: API },
    outcome: { ...DONE, errCode: -401002 },
    line: { api: API, errCode: -401002, ms: 41, requestId: 'r-1' },
  },
  {
    rule: 'adds what usually causes a code of this API',
    call: { api: API },
    outcome: { ...DONE, errCode: 9300529 },
    line: {
      api: API,
      errCode: 9300529,
      ms: 41,
      requestId: 'r-1',
      cause: 'bound earlier, or by a first attempt whose answer was lost: nothing more to do',
    },
  },
  {
    rule: 'adds what usually causes a code of any API',
    call: { api: API },
    outcome: { ...DONE, errCode: -1 },
    line: { api: API, errCode: -1, ms: 41, requestId: 'r-1', cause: 'WeChat is busy: try again later' },
  },
  {
    rule: 'adds nothing to a code that nobody has documented',
    call: { api: API },
    outcome: { ...DONE, errCode: 123 },
    line: { api: API, errCode: 123, ms: 41, requestId: 'r-1' },
  },
  {
    rule: 'marks an answer that came too late',
    call: { api: API },
    outcome: { ...DONE, late: true },
    line: { api: API, errCode: 0, ms: 41, requestId: 'r-1', late: true },
  },
  {
    rule: 'cuts ids that are longer than any',
    call: { api: API, caller: 'o'.repeat(65), wireParams: { ...WIRE, delivery_id: 'D'.repeat(65) } },
    outcome: DONE,
    line: {
      api: API,
      type: 'bind',
      deliveryId: 'D'.repeat(64),
      bizId: '...3456',
      caller: 'o'.repeat(64),
      errCode: 0,
      ms: 41,
      requestId: 'r-1',
    },
  },
]

describe('logCall', () => {
  const logged = catchLog()

  it.each(LINES)('$rule', ({ call, outcome, line }) => {
    logCall(call, outcome)

    expect(logged).toStrictEqual([JSON.stringify(line)])
  })

  it('blanks a password that stands in another parameter', () => {
    logCall({ api: API, wireParams: { ...WIRE, delivery_id: 'hunter22' } }, DONE)

    expect(logged).toStrictEqual([
      JSON.stringify({
        api: API,
        type: 'bind',
        deliveryId: '***',
        bizId: '...3456',
        errCode: 0,
        ms: 41,
        requestId: 'r-1',
      }),
    ])
  })

  it('logs JSON also where the password is a number that stands in the line', () => {
    logCall({ api: API, wireParams: { ...WIRE, password: '9300' } }, { ...DONE, errCode: 9300531 })

    expect(logged.map((line) => JSON.parse(line).errCode)).toStrictEqual([9300531])
  })

  it('does not change the call', () => {
    const call = deepFreeze({ api: API, caller: 'oAdmin', wireParams: { ...WIRE } } as const)

    logCall(call, DONE)

    expect(call).toStrictEqual({ api: API, caller: 'oAdmin', wireParams: WIRE })
  })
})

describe('secretsOf', () => {
  it.each([
    {
      rule: "gives the values of the API's secret parameters",
      call: { api: API, wireParams: WIRE },
      secrets: ['hunter22'],
    },
    { rule: 'gives none where the parameter is absent', call: { api: API, wireParams: { type: 'bind' } }, secrets: [] },
    { rule: 'gives none where no parameters are known', call: { api: API }, secrets: [] },
  ] as const)('$rule', ({ call, secrets }) => {
    expect(secretsOf(call)).toStrictEqual(secrets)
  })
})
