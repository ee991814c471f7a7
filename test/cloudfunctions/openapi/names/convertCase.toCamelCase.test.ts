import { camelCase, toCamelCase } from '../../../../cloudfunctions/openapi/names/convertCase'
import { deepFreeze } from '../../../helpers/deepFreeze'

const NAMES = [
  { rule: 'makes a capital of an underscore and a small letter', wireName: 'delivery_id', name: 'deliveryId' },
  { rule: 'does so again and again', wireName: 'quota_update_time', name: 'quotaUpdateTime' },
  { rule: 'does so in first place', wireName: '_biz_id', name: 'BizId' },
  { rule: 'keeps an underscore before a digit', wireName: 'line_1', name: 'line_1' },
  { rule: 'keeps an underscore before a capital', wireName: 'SF_BagAddr', name: 'SF_BagAddr' },
  { rule: 'keeps an underscore before another', wireName: 'a__b', name: 'a_B' },
  { rule: 'keeps an underscore in last place', wireName: 'biz_', name: 'biz_' },
  { rule: 'keeps a name that is camelCase already', wireName: 'bizId', name: 'bizId' },
  { rule: 'knows only the letters a to z', wireName: 'caf_é', name: 'caf_é' },
  { rule: 'keeps the empty name', wireName: '', name: '' },
]

const VALUES = [
  {
    rule: 'does what its example says',
    wire: { quota_num: 55, list: [{ biz_id: '1', line_1: '' }] },
    value: { quotaNum: 55, list: [{ bizId: '1', line_1: '' }] },
  },
  { rule: 'enters objects', wire: { a_b: { c_d: 1 } }, value: { aB: { cD: 1 } } },
  { rule: 'enters arrays in arrays', wire: { a_b: [[{ c_d: 1 }], []] }, value: { aB: [[{ cD: 1 }], []] } },
  { rule: 'keeps texts that look like names', wire: { biz_id: 'biz_id' }, value: { bizId: 'biz_id' } },
  { rule: 'keeps null', wire: { biz_id: null }, value: { bizId: null } },
  { rule: 'keeps a bigint', wire: { biz_id: 9007199254740993n }, value: { bizId: 9007199254740993n } },
  { rule: 'lets the converted name win, given last', wire: { bizId: 'a', biz_id: 'b' }, value: { bizId: 'b' } },
  { rule: 'lets the converted name win, given first', wire: { biz_id: 'b', bizId: 'a' }, value: { bizId: 'b' } },
  { rule: 'gives a text back', wire: 'biz_id', value: 'biz_id' },
  { rule: 'gives undefined back', wire: undefined, value: undefined },
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

  it('makes nothing of a name that could change a prototype', () => {
    const converted = toCamelCase(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}'))

    expect(Object.entries(Object(converted))).toStrictEqual([
      ['constructor', 2],
      ['_Proto__', { polluted: 1 }],
    ])
    expect(Object.getPrototypeOf(converted)).toBe(Object.prototype)
  })
})
