import type { Document, Fields } from '../../../../scripts/emulator/database/Documents'
import { aggregate, project } from '../../../../scripts/emulator/database/pipeline'
import { deepFreeze } from '../../../helpers/deepFreeze'

/** The documents are frozen: a stage that changes them fails. */
const run = (documents: Document[], ...stages: Fields[]) => aggregate(deepFreeze(documents), stages, () => [])

describe('a pipeline', () => {
  it.each<[Document[], Fields, Fields[]]>([
    [[{ _id: 1, o: { a: 1 } }], { $addFields: { 'o.b': 2 } }, [{ _id: 1, o: { a: 1, b: 2 } }]],
    [[{ _id: 1, o: { a: 1, b: 2 } }], { $project: { 'o.a': 0 } }, [{ _id: 1, o: { b: 2 } }]],
    [[{ _id: 1, o: { a: 1, b: 2 } }], { $unset: 'o.a' }, [{ _id: 1, o: { b: 2 } }]],
    [[{ _id: 1, b: 1, a: 2 }], { $project: { z: '$a', a: 1, b: 1 } }, [{ _id: 1, b: 1, a: 2, z: 2 }]],
    [[{ _id: 1, o: { b: 1, a: 2 } }], { $project: { 'o.a': 1, 'o.b': 1 } }, [{ _id: 1, o: { b: 1, a: 2 } }]],
    [[{ _id: 1, l: '' }], { $unwind: '$l' }, [{ _id: 1, l: '' }]],
    [[{ _id: 1, l: {} }], { $unwind: '$l' }, [{ _id: 1, l: {} }]],
    [
      [{ _id: 1, o: { l: [1, 2], k: 1 } }],
      { $unwind: '$o.l' },
      [
        { _id: 1, o: { l: 1, k: 1 } },
        { _id: 1, o: { l: 2, k: 1 } },
      ],
    ],
    [[{ _id: 1, l: [] }], { $unwind: { path: '$l', preserveNullAndEmptyArrays: true } }, [{ _id: 1 }]],
    [
      [10, 5, 0].map((_id) => ({ _id })),
      { $bucket: { groupBy: '$_id', boundaries: [0, 5, 10, 20, 30] } },
      [
        { _id: 0, count: 1 },
        { _id: 5, count: 1 },
        { _id: 10, count: 1 },
      ],
    ],
    [[{ _id: 1 }], { $group: { _id: '$none', n: { $sum: '$none' } } }, [{ _id: null, n: 0 }]],
    [[{ _id: 1, l: [1, 2] }], { $sort: { l: -1 } }, [{ _id: 1, l: [1, 2] }]],
    [[], { $count: 'n' }, []],
  ])('on %j with %j returns %j', (documents, stage, results) => {
    expect(JSON.stringify(run(documents, stage))).toBe(JSON.stringify(results))
  })

  it.each<[Fields, string]>([
    [{ $sort: { a: 2 } }, 'the sort direction of a is not 1 or -1'],
    [{ $sort: {} }, 'a sort needs at least one field'],
    [{ $unwind: 'a' }, '$unwind needs a path that starts with $'],
    [{ $bucket: { groupBy: '$a', boundaries: [1] } }, '$bucket needs two boundaries or more'],
    [{ $sample: { size: -1 } }, '$sample needs a size that is not negative'],
    [{ $project: { a: 1, b: 0 } }, 'Cannot do exclusion and inclusion in projection.'],
    [{ $stage: 1 }, 'unregistered pipeline operator $stage.'],
    [{ $project: { a: { $unknown: 1 } } }, "accumulator '$unknown' is not registered."],
  ])('with %j fails', (stage, message) => {
    expect(() => run([{ _id: 1, a: 1 }], stage)).toThrow(
      expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED', message }),
    )
  })
})

it('returns the fields of a projection in the order of the document', () => {
  const documents = deepFreeze([{ _id: 1, b: 1, a: [{ y: 1, x: 2 }], c: 3 }])

  expect(JSON.stringify(project(documents, { 'a.x': 1, 'a.y': 1, b: 1 }))).toBe('[{"_id":1,"b":1,"a":[{"y":1,"x":2}]}]')
  expect(JSON.stringify(project(documents, { a: { $elemMatch: { y: 1 } } }))).toBe('[{"_id":1,"a":[{"y":1,"x":2}]}]')
  expect(project(documents, {})).toEqual(documents)
})

describe('$lookup', () => {
  const shops = deepFreeze([
    { _id: 's1', city: 'a', n: 1 },
    { _id: 's2', city: ['a', 'b'], n: 2 },
    { _id: 's3', n: 3 },
    { _id: 's4', city: null, n: 4 },
  ])
  const found = (documents: Document[], lookup: Fields) =>
    aggregate(deepFreeze(documents), [{ $lookup: { from: 'shops', as: 'shops', ...lookup } }], () => shops).map(
      ({ shops }) => Array.isArray(shops) && shops.map(({ _id }) => _id),
    )
  const fields = { localField: 'city', foreignField: 'city' }

  it.each<[Document, string[]]>([
    [{ _id: 1, city: 'a' }, ['s1', 's2']],
    [{ _id: 1, city: ['b', 'a'] }, ['s1', 's2']],
    [{ _id: 1, city: 'c' }, []],
    [{ _id: 1 }, ['s3', 's4']],
    [{ _id: 1, city: [] }, []],
  ])('joins %j by fields with %j', (document, ids) => {
    expect(found([document], fields)).toEqual([ids])
  })

  it('runs a pipeline on the joined documents only', () => {
    expect(found([{ _id: 1, city: 'a' }], { ...fields, pipeline: [{ $match: { n: { $gt: 1 } } }] })).toEqual([['s2']])
  })

  it.each<[Fields]>([
    [{ $expr: { $eq: ['$city', '$$city.name'] } }],
    [{ $expr: { $eq: ['$$city.name', '$city'] } }],
    [{ $expr: { $and: [{ $gt: ['$n', 0] }, { $eq: ['$city', '$$city.name'] }] } }],
    [{ $and: [{ n: { $gt: 0 } }, { $expr: { $eq: ['$city', '$$city.name'] } }] }],
    [{ $expr: { $not: { $ne: ['$city', '$$city.name'] } } }],
  ])('joins by %j as MongoDB compares: a missing field is not null, and an array is a whole', ($match) => {
    const documents = [{ _id: 1, city: 'a' }, { _id: 2 }, { _id: 3, city: null }, { _id: 4, city: ['a', 'b'] }]

    expect(found(documents, { let: { city: { name: '$city' } }, pipeline: [{ $match }] })).toEqual([
      ['s1'],
      ['s3'],
      ['s4'],
      ['s2'],
    ])
  })

  it('sees the variables of an outer $lookup', () => {
    const inner = {
      from: 'shops',
      as: 'inner',
      let: { m: '$n' },
      pipeline: [{ $match: { $expr: { $eq: ['$n', '$$n'] } } }],
    }
    const pipeline = [{ $lookup: inner }, { $match: { 'inner.n': 2 } }]

    expect(
      found(
        [
          { _id: 1, n: 2 },
          { _id: 2, n: 9 },
        ],
        { let: { n: '$n' }, pipeline },
      ),
    ).toEqual([['s1', 's2', 's3', 's4'], []])
  })
})

it('pulls only as many documents through the stages as a limit needs', () => {
  let pulled = 0
  const documents = Array.from(
    { length: 100 },
    (_, _id): Document => ({
      _id,
      get n() {
        pulled += 1
        return 1
      },
    }),
  )
  const stages = [{ $addFields: { m: { $add: ['$n', 1] } } }, { $unwind: '$m' }, { $project: { m: 1 } }]

  expect(aggregate(documents, [...stages, { $limit: 2 }], () => [])).toEqual([
    { _id: 0, m: 2 },
    { _id: 1, m: 2 },
  ])
  expect(pulled).toBeLessThan(10)
  expect(aggregate(documents, stages, () => [], 20)).toHaveLength(20)
})
