import { kindOf } from '../../../../cloudfunctions/openapi/params/kindOf'

describe('kindOf', () => {
  it.each([
    ['text', 'string'],
    [1, 'number'],
    [Number.NaN, 'NaN'],
    [10n, 'bigint'],
    [true, 'boolean'],
    [undefined, 'undefined'],
    [Symbol('x'), 'symbol'],
    [() => 1, 'function'],
    [async () => 1, 'function'],
    [null, 'null'],
    [[], 'array'],
    [{}, 'object'],
    [new Date(0), 'date'],
    [new Map(), 'map'],
    [Buffer.alloc(0), 'uint8array'],
  ])('calls %p %s', (value, kind) => {
    expect(kindOf(value)).toBe(kind)
  })
})
