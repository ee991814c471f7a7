import { compare, sorted, valuesAt } from '../../../../scripts/emulator/database/order'

it("sorts values of all types in MongoDB's order", () => {
  const inOrder = [
    undefined,
    null,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    -1,
    2,
    10,
    '',
    'a',
    'b',
    {},
    { a: 1 },
    { a: 1, b: 1 },
    { b: 1 },
    { a: 'text' },
    [],
    [1],
    [1, 2],
    [2],
    false,
    true,
    new Date(0),
    new Date(1),
    /a/,
    /b/,
  ]

  const pairs = inOrder.flatMap((a, i) => inOrder.map((b, j) => ({ i, j, sign: Math.sign(compare(a, b)) })))

  expect(pairs.filter(({ i, j, sign }) => sign !== Math.sign(i - j))).toEqual([])
})

it('treats objects with different key orders as different', () => {
  expect(compare({ x: 1, y: 2 }, { y: 2, x: 1 })).toBe(-1)
})

describe('a dotted path', () => {
  it.each<[string, unknown, unknown[]]>([
    ['a', { a: 1 }, [1]],
    ['a.b', { a: { b: 1 } }, [1]],
    ['a.b', { a: 1 }, [undefined]],
    ['a.b', {}, [undefined]],
    ['a.b', { a: [{ b: 1 }, { b: [2] }, {}, 3] }, [1, [2], undefined]],
    ['a.1', { a: [1, 2] }, [2]],
    ['a.0.b', { a: [{ b: 1 }] }, [1, undefined]],
    ['constructor', {}, [undefined]],
  ])('%s in %j reaches %j', (path, document, values) => {
    expect(valuesAt(document, path)).toEqual(values)
  })
})

describe('sorting documents', () => {
  it('uses the smallest element of an array in ascending order, and the largest in descending order', () => {
    const documents = [{ a: [2, 9] }, { a: 3 }, { a: [1, 4] }]

    expect(sorted(documents, { a: 1 })).toEqual([{ a: [1, 4] }, { a: [2, 9] }, { a: 3 }])
    expect(sorted(documents, { a: -1 })).toEqual([{ a: [2, 9] }, { a: [1, 4] }, { a: 3 }])
  })

  it('treats a missing field as null, and sorts an empty array before it', () => {
    const documents = [{ a: 0 }, { _id: 1 }, { a: null }, { a: [] }]

    expect(sorted(documents, { a: 1 })).toEqual([{ a: [] }, { _id: 1 }, { a: null }, { a: 0 }])
  })

  it('sorts by several fields, and keeps the order of equal documents', () => {
    const documents = [
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 1, b: 2 },
      { _id: 3, a: 0, b: 1 },
      { _id: 4, a: 1, b: 2 },
    ]

    expect(sorted(documents, { a: -1, b: -1 }).map((it) => it._id)).toEqual([2, 4, 1, 3])
  })
})
