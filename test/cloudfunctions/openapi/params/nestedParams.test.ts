import { toWireParams } from '../../../../cloudfunctions/openapi/params/toWireParams'
import { deepFreeze } from '../../../helpers/deepFreeze'
import { errorOf, failureOf } from '../../../helpers/failureOf'
import { ship } from '../../../helpers/ship'

const DETAIL = { name: '衬衫', count: 1 }
const SHIP = { orderId: 'o-1', cargo: { count: 0, weight: 5.5, detailList: [DETAIL] } }
const WIRE = { order_id: 'o-1', cargo: { count: 0, weight: 5.5, detail_list: [DETAIL] } }
const withCargo = (cargo: object) => ({ ...SHIP, cargo: { ...SHIP.cargo, ...cargo } })

const ACCEPTED = [
  { rule: 'converts names to snake_case at every depth', event: SHIP, wire: WIRE },
  { rule: 'accepts snake_case at every depth', event: WIRE, wire: WIRE },
  {
    rule: 'accepts both forms together, at every depth',
    event: { order_id: 'o-1', cargo: { count: 0, weight: 5.5, detail_list: [DETAIL] }, shop: { wxaPath: 'a' } },
    wire: { ...WIRE, shop: { wxa_path: 'a' } },
  },
  {
    rule: 'accepts an object given under both names with equal values',
    event: withCargo({ detail_list: [{ ...DETAIL }] }),
    wire: WIRE,
  },
  { rule: 'does not treat the number 0 as blank', event: withCargo({ count: 0 }), wire: WIRE },
  {
    rule: 'accepts an empty list',
    event: withCargo({ detailList: [] }),
    wire: { ...WIRE, cargo: { ...WIRE.cargo, detail_list: [] } },
  },
  {
    rule: 'omits undefined values and empty optional strings, at every depth',
    event: { ...withCargo({ detailList: [{ ...DETAIL, remark: '', x: undefined }] }), mode: undefined },
    wire: WIRE,
  },
  { rule: 'accepts a listed number', event: { ...SHIP, mode: 2 }, wire: { ...WIRE, mode: 2 } },
  {
    rule: 'measures strings in bytes',
    event: { ...SHIP, orderId: '一二三四' },
    wire: { ...WIRE, order_id: '一二三四' },
  },
]

const REFUSED = [
  {
    event: withCargo({ wieght: 5 }),
    errCode: -401002,
    problem: 'parameter.cargo.wieght is unknown, did you mean "weight"? (known: count, weight, detailList)',
  },
  {
    event: withCargo({ detailList: [DETAIL, { ...DETAIL, nam: '裤子' }] }),
    errCode: -401002,
    problem: 'parameter.cargo.detailList[1].nam is unknown, did you mean "name"? (known: name, count, remark)',
  },
  {
    event: withCargo({ userInfo: {} }),
    errCode: -401002,
    problem: 'parameter.cargo has an unknown parameter (known: count, weight, detailList)',
  },
  {
    event: withCargo({ detail_list: [] }),
    errCode: -401002,
    problem: 'parameter.cargo.detailList is given twice with different values, as detailList and as detail_list',
  },
  {
    event: withCargo({ detailList: [{ ...DETAIL, count: '1' }] }),
    errCode: -401003,
    problem: 'parameter.cargo.detailList[0].count should be number instead of string',
  },
  { event: { ...SHIP, cargo: 'box' }, errCode: -401003, problem: 'parameter.cargo should be object instead of string' },
  { event: { ...SHIP, cargo: [] }, errCode: -401003, problem: 'parameter.cargo should be object instead of array' },
  { event: { ...SHIP, cargo: null }, errCode: -401003, problem: 'parameter.cargo should be object instead of null' },
  {
    event: withCargo({ detailList: { 0: DETAIL } }),
    errCode: -401003,
    problem: 'parameter.cargo.detailList should be array instead of object',
  },
  {
    event: withCargo({ detailList: [null] }),
    errCode: -401003,
    problem: 'parameter.cargo.detailList[0] should be object instead of null',
  },
  {
    event: withCargo({ detailList: [undefined] }),
    errCode: -401002,
    problem: 'parameter.cargo.detailList[0] is missing',
  },
  {
    event: withCargo({ weight: '' }),
    errCode: -401003,
    problem: 'parameter.cargo.weight should be number instead of string',
  },
  {
    event: withCargo({ count: Number.NaN }),
    errCode: -401003,
    problem: 'parameter.cargo.count should be number instead of NaN',
  },
  {
    event: withCargo({ count: '' }),
    errCode: -401003,
    problem: 'parameter.cargo.count should be number instead of string',
  },
  { event: withCargo({ count: 1.5 }), errCode: -401002, problem: 'parameter.cargo.count should be a whole number' },
  { event: withCargo({ count: -1 }), errCode: -401002, problem: 'parameter.cargo.count should be at least 0' },
  { event: withCargo({ weight: 101 }), errCode: -401002, problem: 'parameter.cargo.weight should be at most 100' },
  { event: { ...SHIP, orderId: '一二三四五' }, errCode: -401002, problem: 'parameter.orderId is longer than 12 bytes' },
  {
    event: withCargo({ detailList: [DETAIL, DETAIL, DETAIL] }),
    errCode: -401002,
    problem: 'parameter.cargo.detailList has more than 2 elements',
  },
  { event: { ...SHIP, mode: 3 }, errCode: -401002, problem: 'parameter.mode should be 0, 1 or 2' },
  { event: { ...SHIP, mode: '1' }, errCode: -401003, problem: 'parameter.mode should be number instead of string' },
  { event: { orderId: 'o-1' }, errCode: -401002, problem: 'parameter.cargo is missing' },
  { event: { ...SHIP, shop: {} }, errCode: -401002, problem: 'parameter.shop.wxaPath is missing' },
  {
    event: withCargo({ detailList: [{}, {}, {}] }),
    errCode: -401002,
    problem: [
      ...[0, 1].flatMap((at) => ['name', 'count'].map((it) => `parameter.cargo.detailList[${at}].${it} is missing`)),
      'parameter.cargo.detailList[2].name is missing',
      'and 1 more',
    ].join('; '),
  },
]

describe('toWireParams with nested parameters', () => {
  it.each(ACCEPTED)('$rule', ({ event, wire }) => {
    expect(toWireParams(ship, event)).toStrictEqual(wire)
  })

  it.each(REFUSED)('refuses $event: $problem', ({ event, errCode, problem }) => {
    expect(failureOf(() => toWireParams(ship, event))).toStrictEqual({
      errCode,
      errMsg: `openapi.test.ship:fail ${problem}`,
    })
  })

  it.each([
    [withCargo({ hunter22: 1 }), '参数 cargo 中有未知参数（可用：count, weight, detailList）'],
    [withCargo({ wieght: 1 }), '参数 cargo.wieght 不存在，是否应为 "weight"？（可用：count, weight, detailList）'],
    [
      withCargo({ detailList: [{}, {}, {}] }),
      [
        ...[0, 1].flatMap((at) => ['name', 'count'].map((it) => `参数 cargo.detailList[${at}].${it} 缺失`)),
        '参数 cargo.detailList[2].name 缺失',
        '另有 1 处',
      ].join('；'),
    ],
  ])('explains in Chinese why it refuses %j', (event, zh) => {
    expect(errorOf(() => toWireParams(ship, event)).reason?.zh).toBe(zh)
  })

  it('does not change the event', () => {
    const event = deepFreeze({ ...SHIP, cargo: { ...SHIP.cargo, detailList: [{ ...DETAIL, remark: '' }] } })

    toWireParams(ship, event)

    expect(event.cargo.detailList).toStrictEqual([{ ...DETAIL, remark: '' }])
  })
})
