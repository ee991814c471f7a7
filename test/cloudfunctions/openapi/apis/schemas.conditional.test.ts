import * as v from 'valibot'
import type { Api } from '../../../../cloudfunctions/openapi/apis/Api'
import { getQuota } from '../../../../cloudfunctions/openapi/apis/logistics/getQuota'
import {
  type Condition,
  conditional,
  conditionsOf,
  inWords,
  isEntries,
  oneOfNumbers,
} from '../../../../cloudfunctions/openapi/apis/schemas'
import { toWireParams } from '../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../helpers/failureOf'

const optional = v.optional(v.string())
const inner = conditional({ img: optional, detailList: v.optional(v.array(v.string())) }, [
  { needs: 'img', unless: 'detailList' },
])
const outer = conditional(
  {
    source: oneOfNumbers(0, 2),
    openid: optional,
    appid: optional,
    note: optional,
    author: optional,
    shop: v.optional(inner),
  },
  [
    { needs: 'openid', unless: 'source', is: 2 },
    { needs: 'appid', if: 'source', is: 2 },
    { needs: 'author', if: 'note' },
  ],
)
const params = v.object({ orders: v.array(outer) })
const api = { ...getQuota, name: 'test.conditions', params } as const satisfies Api

const OK = { source: 0, openid: 'o' }

const ACCEPTED = [
  { rule: 'a parameter that is not required and is absent', order: { source: 2, appid: 'wx' } },
  { rule: 'a parameter that is not required and is present', order: { source: 2, appid: 'wx', openid: 'o' } },
  { rule: 'a parameter that is required and is present', order: OK },
  { rule: 'a parameter that another one makes required and is present', order: { ...OK, note: 'n', author: 'a' } },
  { rule: 'a nested parameter that is required and is present', order: { ...OK, shop: { img: 'i' } } },
  { rule: 'a nested parameter whose alternative is present', order: { ...OK, shop: { detailList: ['x'] } } },
]

const REFUSED = [
  { order: { source: 0 }, problem: 'openid is missing: it is required unless source is 2' },
  { order: { source: 0, openid: '' }, problem: 'openid is missing: it is required unless source is 2' },
  { order: { source: 0, openid: ' ' }, problem: 'openid is blank: it is required unless source is 2' },
  { order: { source: 2, openid: 'o' }, problem: 'appid is missing: it is required if source is 2' },
  { order: { ...OK, note: 'n' }, problem: 'author is missing: it is required if note is filled in' },
  { order: { ...OK, shop: {} }, problem: 'shop.img is missing: it is required unless detailList is filled in' },
  {
    order: { ...OK, shop: { detailList: [] } },
    problem: 'shop.img is missing: it is required unless detailList is filled in',
  },
]

describe('toWireParams with conditionally required parameters', () => {
  it.each(ACCEPTED)('accepts $rule', ({ order }) => {
    expect(toWireParams(api, { orders: [OK, order] })).toMatchObject({ orders: [OK, { source: order.source }] })
  })

  it.each(REFUSED)('names the path of a missing parameter and its condition: $order', ({ order, problem }) => {
    expect(failureOf(() => toWireParams(api, { orders: [OK, order] }))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.test.conditions:fail parameter.orders[1].${problem}`,
    })
  })

  it('reports a missing parameter together with other problems', () => {
    expect(failureOf(() => toWireParams(api, { orders: [{ note: 1, shop: {} }] })).errMsg).toBe(
      'openapi.test.conditions:fail ' +
        [
          'parameter.orders[0].source is missing',
          'parameter.orders[0].note should be string instead of number',
          'parameter.orders[0].shop.img is missing: it is required unless detailList is filled in',
          'parameter.orders[0].openid is missing: it is required unless source is 2',
          'parameter.orders[0].author is missing: it is required if note is filled in',
        ].join('; '),
    )
  })
})

describe('conditional', () => {
  it('returns a schema with the same entries', () => {
    expect(isEntries(outer)).toBe(true)
    expect(Object.keys(outer.entries)).toStrictEqual(['source', 'openid', 'appid', 'note', 'author', 'shop'])
  })
})

describe('conditionsOf', () => {
  it('returns the conditions of an object schema as data', () => {
    expect(conditionsOf(outer)).toStrictEqual([
      { needs: 'openid', unless: 'source', is: 2 },
      { needs: 'appid', if: 'source', is: 2 },
      { needs: 'author', if: 'note' },
    ])
  })

  it.each([params, optional, v.pipe(v.string(), v.nonEmpty())])('returns nothing for another schema', (schema) => {
    expect(conditionsOf(schema)).toStrictEqual([])
  })
})

describe('inWords', () => {
  const CONDITIONS: [Condition, string, string][] = [
    [{ needs: 'a', unless: 'b', is: 2 }, 'required unless b is 2', 'b 不为 2 时必填'],
    [{ needs: 'a', unless: 'b' }, 'required unless b is filled in', '未填写 b 时必填'],
    [{ needs: 'a', if: 'b', is: 0 }, 'required if b is 0', 'b 为 0 时必填'],
    [{ needs: 'a', if: 'b' }, 'required if b is filled in', '填写 b 时必填'],
  ]

  it.each(CONDITIONS)('describes %j in both languages', (condition, en, zh) => {
    expect(inWords(condition)).toStrictEqual({ en, zh })
  })
})
