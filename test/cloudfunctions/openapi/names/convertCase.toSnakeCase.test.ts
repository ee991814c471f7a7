import { snakeCase, toSnakeCase } from '../../../../cloudfunctions/openapi/names/convertCase'
import { deepFreeze } from '../../../helpers/deepFreeze'

const NAMES = [
  { rule: 'puts an underscore before a capital', name: 'deliveryId', wireName: 'delivery_id' },
  { rule: 'separates each of several capitals', name: 'bizID', wireName: 'biz_i_d' },
  { rule: 'does not put an underscore before a capital at the start', name: 'BizId', wireName: 'biz_id' },
  { rule: 'keeps a name that is already snake_case', name: 'biz_id', wireName: 'biz_id' },
  { rule: 'keeps existing underscores', name: '_biz_Id', wireName: '_biz__id' },
  { rule: 'keeps digits where they are', name: 'line2Text', wireName: 'line2_text' },
  { rule: 'converts only the capitals A to Z', name: 'caféÉcole', wireName: 'caféÉcole' },
  { rule: 'keeps the empty name', name: '', wireName: '' },
]

const CONTAINERS = [
  {
    rule: 'converts its documented example',
    value: { bizId: '1', bizID: '2', biz_id: '3' },
    wire: { biz_id: '1', biz_i_d: '2' },
  },
  { rule: 'converts names in objects', value: { cargoInfo: { boxCount: 1 } }, wire: { cargo_info: { box_count: 1 } } },
  {
    rule: 'converts names in arrays',
    value: [{ bizId: '1' }, { bizId: '2' }],
    wire: [{ biz_id: '1' }, { biz_id: '2' }],
  },
  { rule: 'converts names in nested arrays', value: { aB: [[{ cD: 1 }], []] }, wire: { a_b: [[{ c_d: 1 }], []] } },
  { rule: 'keeps string values that look like names', value: { bizId: 'bizId' }, wire: { biz_id: 'bizId' } },
  { rule: 'keeps null', value: { bizId: null }, wire: { biz_id: null } },
  { rule: 'keeps undefined', value: { bizId: undefined }, wire: { biz_id: undefined } },
  { rule: 'prefers the converted name if it comes last', value: { biz_id: 'a', bizId: 'b' }, wire: { biz_id: 'b' } },
  { rule: 'prefers the converted name if it comes first', value: { bizId: 'b', biz_id: 'a' }, wire: { biz_id: 'b' } },
  { rule: 'prefers the last of two converted names', value: { bizId: 'a', BizId: 'b' }, wire: { biz_id: 'b' } },
]

const VALUES = [
  { kind: 'a string', value: 'bizId' },
  { kind: 'a number', value: 1 },
  { kind: 'a boolean', value: false },
  { kind: 'null', value: null },
  { kind: 'undefined', value: undefined },
  { kind: 'a Buffer', value: Buffer.from('bizId') },
  { kind: 'a Date', value: new Date(0) },
  { kind: 'a Map', value: new Map([['bizId', '1']]) },
]

describe('snakeCase', () => {
  it.each(NAMES)('$rule: $name becomes $wireName', ({ name, wireName }) => {
    expect(snakeCase(name)).toBe(wireName)
  })
})

describe('toSnakeCase', () => {
  it.each(CONTAINERS)('$rule', ({ value, wire }) => {
    expect(toSnakeCase(value)).toStrictEqual(wire)
  })

  it.each(VALUES)('returns $kind itself', ({ value }) => {
    expect(toSnakeCase(value)).toBe(value)
    expect(Object(toSnakeCase({ someValue: [value] }).some_value)[0]).toBe(value)
  })

  it('converts an instance of a class to a plain object', () => {
    class Account {
      bizId = '1'
    }

    expect(toSnakeCase(new Account())).toStrictEqual({ biz_id: '1' })
  })

  it('does not change its argument', () => {
    const value = deepFreeze({
      bizId: '1',
      shopList: [{ wxaPath: 'p' }, [{ imgUrl: 'i' }]],
      photoBytes: Buffer.from('x'),
    })

    toSnakeCase(value)

    expect(value).toStrictEqual({
      bizId: '1',
      shopList: [{ wxaPath: 'p' }, [{ imgUrl: 'i' }]],
      photoBytes: Buffer.from('x'),
    })
  })
})
