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
