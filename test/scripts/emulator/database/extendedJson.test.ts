import { decode, encode, encodeForOldSdk } from '../../../../scripts/emulator/database/extendedJson'

const NOW = Date.parse('2024-06-01T00:00:00Z')

it.each<[string, unknown, unknown]>([
  ['an integer', { $numberInt: '7' }, 7],
  ['a long integer', { $numberLong: '1704164645678' }, 1704164645678],
  ['a double', { $numberDouble: '1.5' }, 1.5],
  ['negative zero', { $numberDouble: '-0.0' }, -0],
  ['infinity', { $numberDouble: '-Infinity' }, Number.NEGATIVE_INFINITY],
  ['not a number', { $numberDouble: 'NaN' }, Number.NaN],
  ['a canonical date', { $date: { $numberLong: '1000' } }, new Date(1000)],
  ['a relaxed date', { $date: '1970-01-01T00:00:01Z' }, new Date(1000)],
  ['a date of SDKs before 2.0', { $date: 1000 }, new Date(1000)],
  ['a server date', { $tcb_server_date: { offset: { $numberInt: '60000' } } }, new Date(NOW + 60000)],
  ['a server date without an offset', { $tcb_server_date: {} }, new Date(NOW)],
  ['a server date of SDKs before 2.0', { $date: { offset: -1000 } }, new Date(NOW - 1000)],
  ['a regular expression', { $regularExpression: { pattern: 'a', options: 'i' } }, /a/i],
  ['a regular expression of SDKs before 2.0', { $regex: 'a', $options: 'i' }, /a/i],
  ['a regular expression without options', { $regex: 'a' }, /a/],
  ['an operator', { $regex: 'a', $options: 'i', $ne: 'b' }, { $ne: 'b', $regex: /a/i }],
  ['values at any depth', { a: [{ b: { $numberInt: '1' } }] }, { a: [{ b: 1 }] }],
])('reads %s', (_, json, value) => {
  expect(decode(json, NOW)).toStrictEqual(value)
})

it.each([
  [{ $numberInt: 'seven' }, 'a number is not valid Extended JSON'],
  [{ $numberInt: '' }, 'a number is not valid Extended JSON'],
  [{ $date: 'yesterday' }, '{"$date":"yesterday"} is not valid Extended JSON'],
  [{ $date: null }, '{"$date":null} is not valid Extended JSON'],
  [JSON.parse('{"a":{"__proto__":{"b":1}}}'), 'a field named __proto__ is not valid Extended JSON'],
])('refuses %j', (json, message) => {
  expect(() => decode(json, NOW)).toThrow(expect.objectContaining({ code: 'INVALID_PARAM', message }))
})

it('refuses types that it does not simulate by name', () => {
  expect(() => decode({ _id: { $oid: '507f1f77bcf86cd799439011' } }, NOW)).toThrow(
    expect.objectContaining({
      code: 'DATABASE_REQUEST_FAILED',
      feature: '$oid',
      message: '$oid is not simulated by the local WeChat',
    }),
  )
})

it('writes relaxed Extended JSON, which it reads again', () => {
  const values = {
    n: 1,
    big: 2 ** 53,
    none: null,
    nan: Number.NaN,
    at: new Date(0),
    early: new Date(-1),
    re: /a/i,
    l: [1],
  }

  const json = encode(values)

  expect(json).toEqual({
    n: 1,
    big: 9007199254740992,
    none: null,
    nan: { $numberDouble: 'NaN' },
    at: { $date: '1970-01-01T00:00:00.000Z' },
    early: { $date: { $numberLong: '-1' } },
    re: { $regularExpression: { pattern: 'a', options: 'i' } },
    l: [1],
  })
  expect(decode(json, NOW)).toStrictEqual(values)
})

it('writes the dates and regular expressions of SDKs before 2.0', () => {
  expect(encodeForOldSdk({ at: new Date(1000), re: /a/ })).toEqual({
    at: { $date: 1000 },
    re: { $regex: 'a', $options: '' },
  })
})
