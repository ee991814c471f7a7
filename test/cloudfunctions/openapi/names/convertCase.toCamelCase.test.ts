import { camelCase, toCamelCase } from '../../../../cloudfunctions/openapi/names/convertCase'
import { deepFreeze } from '../../../helpers/deepFreeze'

const NAMES = [
  { rule: 'replaces an underscore and a small letter by a capital', wireName: 'delivery_id', name: 'deliveryId' },
  { rule: 'replaces each of several', wireName: 'quota_update_time', name: 'quotaUpdateTime' },
  { rule: 'replaces one at the start', wireName: '_biz_id', name: 'BizId' },
  { rule: 'keeps an underscore before a digit', wireName: 'line_1', name: 'line_1' },
  { rule: 'keeps an underscore before a capital', wireName: 'SF_BagAddr', name: 'SF_BagAddr' },
  { rule: 'keeps an underscore before another one', wireName: 'a__b', name: 'a_B' },
  { rule: 'keeps an underscore at the end', wireName: 'biz_', name: 'biz_' },
  { rule: 'keeps a name that is already camelCase', wireName: 'bizId', name: 'bizId' },
  { rule: 'converts only the letters a to z', wireName: 'caf_é', name: 'caf_é' },
  { rule: 'keeps the empty name', wireName: '', name: '' },
]

const VALUES = [
  {
    rule: 'converts its documented example',
    wire: { quota_num: 55, list: [{ biz_id: '1', line_1: '' }] },
    value: { quotaNum: 55, list: [{ bizId: '1', line_1: '' }] },
  },
  { rule: 'converts names in objects', wire: { a_b: { c_d: 1 } }, value: { aB: { cD: 1 } } },
  { rule: 'converts names in nested arrays', wire: { a_b: [[{ c_d: 1 }], []] }, value: { aB: [[{ cD: 1 }], []] } },
  { rule: 'keeps string values that look like names', wire: { biz_id: 'biz_id' }, value: { bizId: 'biz_id' } },
  { rule: 'keeps null', wire: { biz_id: null }, value: { bizId: null } },
  { rule: 'keeps a bigint', wire: { biz_id: 9007199254740993n }, value: { bizId: 9007199254740993n } },
  { rule: 'prefers the converted name if it comes last', wire: { bizId: 'a', biz_id: 'b' }, value: { bizId: 'b' } },
  { rule: 'prefers the converted name if it comes first', wire: { biz_id: 'b', bizId: 'a' }, value: { bizId: 'b' } },
  { rule: 'returns a string unchanged', wire: 'biz_id', value: 'biz_id' },
  { rule: 'returns undefined unchanged', wire: undefined, value: undefined },
]

describe('camelCase', () => {
  it.each(NAMES)('$rule: $wireName', ({ wireName, name }) => {
    expect(camelCase(wireName)).toBe(name)
  })
})

describe('toCamelCase', () => {
  it.each(VALUES)('$rule', ({ wire, value }) => {
    expect(toCamelCase(deepFreeze(wire))).toStrictEqual(value)
  })

  it('drops a name that could change a prototype', () => {
    const converted = toCamelCase(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}'))

    expect(Object.entries(Object(converted))).toStrictEqual([
      ['constructor', 2],
      ['_Proto__', { polluted: 1 }],
    ])
    expect(Object.getPrototypeOf(converted)).toBe(Object.prototype)
  })
})
