import { matcher } from '../../../../scripts/emulator/database/matcher'

describe('a query', () => {
  it.each<[object, object, boolean]>([
    [{ a: { x: 1, y: 2 } }, { a: { x: 1, y: 2 } }, true],
    [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, false],
    [{ a: null }, {}, true],
    [{ a: { $ne: null } }, {}, false],
    [{ a: { $lte: null } }, {}, true],
    [{ a: { $lt: null } }, {}, false],
    [{ a: { $in: [null, 1] } }, {}, true],
    [{ a: { $nin: [null] } }, {}, false],
    [{ 'a.b': null }, { a: [{ b: 1 }, {}] }, true],
    [{ 'a.b': { $exists: false } }, { a: [{}, {}] }, true],
    [{ a: [1, 2] }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [[1, 2]] }, true],
    [{ a: { $in: [[1, 2]] } }, { a: [1, 2] }, true],
    [{ a: { $in: [/^x/] } }, { a: 'xy' }, true],
    [{ a: { $gt: 1 } }, { a: [0, 2] }, true],
    [{ a: { $gt: 1 } }, { a: '2' }, false],
    [{ a: { $gte: [1] } }, { a: [2] }, true],
    [{ a: { $gte: Number.NaN } }, { a: Number.NaN }, true],
    [{ a: { $lt: 1 } }, { a: Number.NaN }, false],
    [{ a: { $all: [1] } }, { a: 1 }, true],
    [{ a: { $all: [] } }, { a: [] }, false],
    [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [{ a: { $mod: [2, 1] } }, { a: 3.7 }, true],
    [{ a: { $mod: [2, -1] } }, { a: -3 }, true],
    [{ a: { $not: /x/ } }, { a: 'y' }, true],
    [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 2] }, true],
    [{ $expr: { $gt: ['$a', '$b'] } }, { a: 'text', b: 1 }, true],
    [{ $expr: { $eq: ['$a', 1] } }, { a: [1] }, false],
    [{ $expr: { $lt: ['$none', 1] } }, {}, true],
    [{ constructor: 'x' }, {}, false],
  ])('%j on %j is %s', (query, document, expected) => {
    expect(matcher({ ...query })(document)).toBe(expected)
  })
})

it.each([
  [{ a: { $in: 1 } }, '$in needs an array'],
  [{ a: { $all: 1 } }, '$all needs an array'],
  [{ a: { $size: 1.5 } }, '$size needs an integer'],
  [{ a: { $mod: 2 } }, '$mod needs an array'],
  [{ a: { $mod: [2] } }, 'malformed mod, not enough elements'],
  [{ a: { $mod: [0, 1] } }, 'divisor cannot be 0'],
  [{ a: { $bigger: 1 } }, 'unknown query operator $bigger'],
  [{ $bigger: 1 }, 'unknown top level operator: $bigger'],
])('%j is an error, even without documents', (query, message) => {
  expect(() => matcher(query)).toThrow(expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED', message }))
})
