import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { getAllAccount } from '../../../../cloudfunctions/openapi/apis/logistics/getAllAccount'
import { toWireParams } from '../../../../cloudfunctions/openapi/params/toWireParams'
import { deepFreeze } from '../../../helpers/deepFreeze'
import { errorOf, failureOf } from '../../../helpers/failureOf'

const BIND = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA' }
const WIRE = { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA' }
const UNBIND = { ...BIND, type: 'unbind' }

const KNOWN = '(known: type, bizId, deliveryId, password, remarkContent)'
const CASH = "is the courier's cash account and needs no binding: use it as bizId in addOrder"
const SANDBOX = 'the sandbox account TEST / test_biz_id needs no binding: use it directly in addOrder'

const ACCEPTED = [
  { rule: 'converts camelCase names to snake_case', event: BIND, wire: WIRE },
  { rule: 'accepts snake_case names', event: WIRE, wire: WIRE },
  { rule: 'accepts both forms together', event: { type: 'bind', bizId: '123456', delivery_id: 'YUNDA' }, wire: WIRE },
  { rule: 'accepts a parameter given both ways with the same value', event: { ...BIND, biz_id: '123456' }, wire: WIRE },
  {
    rule: 'sends every optional parameter that is given',
    event: { ...BIND, password: 'secret', remarkContent: '电话：1' },
    wire: { ...WIRE, password: 'secret', remark_content: '电话：1' },
  },
  {
    rule: 'omits empty optional parameters',
    event: { ...BIND, password: '', remark_content: '' },
    wire: WIRE,
  },
  {
    rule: 'omits undefined parameters, known or not',
    event: { ...BIND, password: undefined, x: undefined },
    wire: WIRE,
  },
  {
    rule: 'keeps spaces in an optional parameter',
    event: { ...BIND, password: '  ' },
    wire: { ...WIRE, password: '  ' },
  },
  { rule: 'drops userInfo', event: { ...BIND, userInfo: { openId: 'o', appId: 'wx' } }, wire: WIRE },
  { rule: 'drops tcbContext', event: { ...BIND, tcbContext: {} }, wire: WIRE },
  { rule: 'drops user_info and tcb_context', event: { ...BIND, user_info: {}, tcb_context: {} }, wire: WIRE },
]

const REFUSED = [
  { event: { ...BIND, bizId: 'SF_CASH' }, because: `SF_CASH ${CASH}` },
  { event: { ...BIND, bizId: 'DB_CASH' }, because: `DB_CASH ${CASH}` },
  { event: { ...WIRE, biz_id: 'SF_CASH' }, because: `SF_CASH ${CASH}` },
  { event: { ...BIND, bizId: 'test_biz_id' }, because: SANDBOX },
  { event: { ...BIND, deliveryId: 'TEST' }, because: SANDBOX },
  { event: { ...BIND, bizId: 'test_biz_id', deliveryId: 'TEST' }, because: SANDBOX },
]

const UNBOUND = [
  { event: { ...UNBIND, bizId: 'SF_CASH' }, wire: { ...WIRE, type: 'unbind', biz_id: 'SF_CASH' } },
  { event: { ...UNBIND, bizId: 'DB_CASH' }, wire: { ...WIRE, type: 'unbind', biz_id: 'DB_CASH' } },
  { event: { ...UNBIND, bizId: 'test_biz_id' }, wire: { ...WIRE, type: 'unbind', biz_id: 'test_biz_id' } },
  { event: { ...UNBIND, deliveryId: 'TEST' }, wire: { ...WIRE, type: 'unbind', delivery_id: 'TEST' } },
]

const UNKNOWN = [
  { name: 'bizID', problem: `parameter.bizID is unknown, did you mean "bizId"? ${KNOWN}` },
  { name: 'typ', problem: `parameter.typ is unknown, did you mean "type"? ${KNOWN}` },
  ...['openid', '', 'toString', 'a"b', 'hunter22hunter22', 'password2024', 'biz123', 'type1', '密码'].map((name) => ({
    name,
    problem: `event has an unknown parameter ${KNOWN}`,
  })),
]

const MISSING_OR_BLANK = [
  { event: { bizId: '1', deliveryId: 'YUNDA' }, problem: 'parameter.type is missing' },
  { event: { type: 'bind', deliveryId: 'YUNDA' }, problem: 'parameter.bizId is missing' },
  { event: { type: 'bind', bizId: '1' }, problem: 'parameter.deliveryId is missing' },
  { event: { ...BIND, bizId: undefined }, problem: 'parameter.bizId is missing' },
  { event: { ...BIND, bizId: '' }, problem: 'parameter.bizId is blank' },
  { event: { ...BIND, deliveryId: ' \u3000' }, problem: 'parameter.deliveryId is blank' },
  {
    event: {},
    problem: 'parameter.type is missing; parameter.bizId is missing; parameter.deliveryId is missing',
  },
]

const TYPES = ['rebind', 'BIND', ' bind', '']

const WRONG_TYPES = [
  { kind: 'number', value: 123456 },
  { kind: 'boolean', value: true },
  { kind: 'null', value: null },
  { kind: 'array', value: ['123456'] },
  { kind: 'object', value: { id: '123456' } },
]
const PARAMS = ['type', 'bizId', 'deliveryId', 'password', 'remarkContent']

const NOT_OBJECTS = [
  { kind: 'undefined', event: undefined },
  { kind: 'null', event: null },
  { kind: 'string', event: '{"type":"bind"}' },
  { kind: 'number', event: 1 },
  { kind: 'boolean', event: true },
  { kind: 'array', event: [BIND] },
  { kind: 'function', event: () => BIND },
]

describe('toWireParams', () => {
  it.each(ACCEPTED)('$rule', ({ event, wire }) => {
    expect(toWireParams(bindAccount, event)).toStrictEqual(wire)
  })

  it.each(REFUSED)('refuses to bind an account that needs no binding: $event', ({ event, because }) => {
    expectFailure(event, -401002, because)
  })

  it.each(UNBOUND)('accepts an unbind of it: $event', ({ event, wire }) => {
    expect(toWireParams(bindAccount, event)).toStrictEqual(wire)
  })

  it.each(UNKNOWN)(
    'refuses the unknown name $name, and shows it only if it is near a known one',
    ({ name, problem }) => {
      expectFailure({ ...BIND, [name]: '1' }, -401002, problem)
    },
  )

  it('refuses a parameter that is given under both names with different values', () => {
    expectFailure(
      { ...BIND, biz_id: '654321' },
      -401002,
      'parameter.bizId is given twice with different values, as bizId and as biz_id',
    )
  })

  it.each(MISSING_OR_BLANK)('refuses $event: $problem', ({ event, problem }) => {
    expectFailure(event, -401002, problem)
  })

  it.each(TYPES)('refuses the type %j', (type) => {
    expectFailure({ ...BIND, type }, -401002, 'parameter.type should be "bind" or "unbind"')
  })

  describe.each(WRONG_TYPES)('given type $kind instead of string', ({ kind, value }) => {
    it.each(PARAMS)('names %s and both types, but not the value', (param) => {
      expectFailure({ ...BIND, [param]: value }, -401003, `parameter.${param} should be string instead of ${kind}`)
    })
  })

  it('lists every problem, with the code for a wrong type', () => {
    expectFailure(
      { type: 'rebind', deliveryId: 1, password: null },
      -401003,
      [
        'parameter.type should be "bind" or "unbind"',
        'parameter.bizId is missing',
        'parameter.deliveryId should be string instead of number',
        'parameter.password should be string instead of null',
      ].join('; '),
    )
  })

  it.each(NOT_OBJECTS)('refuses an event of type $kind', ({ kind, event }) => {
    expectFailure(event, -401003, `event should be object instead of ${kind}`)
  })

  it('does not show a name that equals the password, even if it is near a known one', () => {
    expectFailure({ ...BIND, password: 'passwort', passwort: '' }, -401002, `event has an unknown parameter ${KNOWN}`)
  })

  it.each([
    [
      { ...BIND, bizID: '1' },
      '参数 bizID 不存在，是否应为 "bizId"？（可用：type, bizId, deliveryId, password, remarkContent）',
    ],
    [{ ...BIND, hunter22: '' }, 'event 中有未知参数（可用：type, bizId, deliveryId, password, remarkContent）'],
    [{ ...BIND, biz_id: '2' }, '参数 bizId 以 bizId 和 biz_id 给了两次，值不同'],
    [{ type: 'rebind', bizId: ' ' }, '参数 type 应为 "bind" 或 "unbind"；参数 bizId 不能为空；参数 deliveryId 缺失'],
    [{ ...BIND, bizId: 1 }, '参数 bizId 应为 string，而不是 number'],
    [[], 'event 应为 object，而不是 array'],
    [{ ...BIND, bizId: 'SF_CASH' }, 'SF_CASH 是现付账号，无需绑定：在 addOrder 中作为 bizId 使用'],
    [{ ...BIND, deliveryId: 'TEST' }, '沙盒账号 TEST / test_biz_id 无需绑定：在 addOrder 中直接使用'],
  ])('explains in Chinese why it refuses %j', (event, zh) => {
    expect(errorOf(() => toWireParams(bindAccount, event)).reason?.zh).toBe(zh)
  })

  it('reports that an API without parameters accepts none', () => {
    expect(errorOf(() => toWireParams(getAllAccount, { bizId: '1' }))).toMatchObject({
      errCode: -401002,
      errMsg: 'openapi.logistics.getAllAccount:fail event has an unknown parameter (known: none)',
      reason: { zh: 'event 中有未知参数（可用：无）' },
    })
  })

  it('does not change the event', () => {
    const event = deepFreeze({ ...BIND, password: '', userInfo: { openId: 'o' } })

    toWireParams(bindAccount, event)

    expect(event).toStrictEqual({ ...BIND, password: '', userInfo: { openId: 'o' } })
  })
})

function expectFailure(event: unknown, errCode: number, problem: string): void {
  expect(failureOf(() => toWireParams(bindAccount, event))).toStrictEqual({
    errCode,
    errMsg: `openapi.logistics.bindAccount:fail ${problem}`,
  })
}
