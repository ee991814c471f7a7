import type { Fields } from '../../../../scripts/emulator/database/Documents'
import { updater } from '../../../../scripts/emulator/database/updates'
import { deepFreeze } from '../../../helpers/deepFreeze'

/** Returns a document after an update. The document is frozen, so that a change in place fails. */
const updated = (document: Fields, update: Fields, query: Fields = {}) => {
  const { _id, ...fields } = updater(update, query)(deepFreeze({ _id: 1, ...document }))
  return fields
}

describe('an update', () => {
  it.each<[Fields, Fields, Fields]>([
    [{}, { $set: { 'a.b': 1 } }, { a: { b: 1 } }],
    [{}, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
    [{ a: [1] }, { $set: { 'a.2': 3 } }, { a: [1, null, 3] }],
    [{ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
    [{ a: [{ b: 1 }, { b: 2 }] }, { $inc: { 'a.$[].b': 1 } }, { a: [{ b: 2 }, { b: 3 }] }],
    [{ a: { x: 1, y: 2 } }, { $set: { a: { y: 2, x: 1 } } }, { a: { y: 2, x: 1 } }],
    [{ a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    [{ a: 1 }, { $unset: { 'a.b': '', c: '' } }, { a: 1 }],
    [{}, { $mul: { n: 5 } }, { n: 0 }],
    [{ n: 'text' }, { $max: { n: 5 } }, { n: 'text' }],
    [{ n: null }, { $max: { n: 5 } }, { n: 5 }],
    [{}, { $min: { n: 5 } }, { n: 5 }],
    [{ a: { b: 1 } }, { $rename: { 'a.b': 'c.d' } }, { a: {}, c: { d: 1 } }],
    [{ a: 1 }, { $rename: { none: 'b' } }, { a: 1 }],
    [{}, { $push: { l: 1 } }, { l: [1] }],
    [{ l: [1] }, { $push: { l: { a: 1 } } }, { l: [1, { a: 1 }] }],
    [{ l: [1, 2] }, { $push: { l: { $each: [3], $position: 1 } } }, { l: [1, 3, 2] }],
    [{ l: [1, 2] }, { $push: { l: { $each: [3], $slice: -2 } } }, { l: [2, 3] }],
    [{ l: [1, 2] }, { $push: { l: { $each: [], $slice: 0 } } }, { l: [] }],
    [{ l: [{ a: 2 }] }, { $push: { l: { $each: [{ a: 1 }], $sort: { a: 1 } } } }, { l: [{ a: 1 }, { a: 2 }] }],
    [{}, { $addToSet: { l: { $each: [1, 1, 2] } } }, { l: [1, 2] }],
    [
      { l: [{ x: 1, y: 2 }] },
      { $addToSet: { l: { y: 2, x: 1 } } },
      {
        l: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
    ],
    [{ l: [1, 2] }, { $pop: { l: -1 } }, { l: [2] }],
    [{ l: [] }, { $pop: { l: 1, none: 1 } }, { l: [] }],
    [{ l: [1, 2, 3] }, { $pull: { l: { $in: [1, 3] } } }, { l: [2] }],
    [{ l: [[1], 1] }, { $pull: { l: 1 } }, { l: [[1]] }],
    [{ l: ['ab', 'cd'] }, { $pull: { l: /^a/ } }, { l: ['cd'] }],
    [{ l: [{ a: 1, b: 1 }, 1] }, { $pull: { l: { a: 1 } } }, { l: [1] }],
  ])('of %j with %j returns %j', (document, update, result) => {
    expect(JSON.stringify(updated(document, update))).toBe(JSON.stringify(result))
  })

  it('changes the first element that the query matches', () => {
    const document = { l: [{ k: 1 }, { k: 2, q: 1 }, { k: 2 }] }

    expect(updated(document, { $set: { 'l.$.q': 5 } }, { 'l.k': 2 })).toEqual({
      l: [{ k: 1 }, { k: 2, q: 5 }, { k: 2 }],
    })
    expect(updated({ l: [1, 7, 9] }, { $set: { 'l.$': 0 } }, { $and: [{ l: { $gt: 5 } }] })).toEqual({ l: [1, 0, 9] })
    expect(updated({ o: { l: [1, 2] } }, { $inc: { 'o.l.$': 1 } }, { 'o.l': 2 })).toEqual({ o: { l: [1, 3] } })
  })

  it.each<[Fields, Fields, string]>([
    [
      { n: '1' },
      { $inc: { n: 1 } },
      "Cannot apply $inc to a value of non-numeric type. The field 'n' is of type string",
    ],
    [
      { n: null },
      { $mul: { n: 1 } },
      "Cannot apply $mul to a value of non-numeric type. The field 'n' is of type null",
    ],
    [{}, { $inc: { n: '1' } }, 'Cannot apply $inc with a non-numeric argument: {n: string}'],
    [{ l: null }, { $push: { l: 1 } }, "The field 'l' must be an array but is of type null"],
    [{ l: 1 }, { $addToSet: { l: 1 } }, "The field 'l' must be an array but is of type double"],
    [{ l: {} }, { $pop: { l: 1 } }, "The field 'l' must be an array but is of type object"],
    [{ l: true }, { $pull: { l: 1 } }, "The field 'l' must be an array but is of type bool"],
    [{}, { $pop: { l: 2 } }, '$pop expects 1 or -1'],
    [{}, { $pullAll: { l: 2 } }, 'The argument to $pullAll must be an array but was of type double'],
    [{}, { $push: { l: { $each: 1 } } }, 'The argument to $each must be an array but was of type double'],
    [
      {},
      { $push: { l: { $each: [], $slice: 1.5 } } },
      'The value for $slice must be an integer value but was of type double',
    ],
    [{}, { $push: { l: { $each: [], $first: 1 } } }, 'Unrecognized clause in $push: $first'],
    [{ a: 1 }, { $set: { 'a.b': 1 } }, "Cannot create field 'b' in element 'a': it is double"],
    [{ a: [] }, { $set: { 'a.b': 1 } }, "Cannot create field 'b' in element 'a': it is array"],
    [{ a: [] }, { $set: { 'a.2000000': 1 } }, "can't backfill array to larger than 1500000 elements"],
    [{ a: 1 }, { $set: { 'a.$[]': 1 } }, "Cannot apply array updates to the non-array 'a'"],
    [{ a: [1] }, { $set: { 'a.$': 1 } }, 'The positional operator did not find the match needed from the query.'],
    [{}, { $set: { a: 1 }, $inc: { 'a.b': 1 } }, "Updating the path 'a.b' would create a conflict at 'a'"],
    [{}, { $set: { _id: 2 } }, "Performing an update on the path '_id' would modify the immutable field '_id'"],
    [{}, { $rename: { a: 1 } }, "The 'to' field for $rename must be a string: a"],
    [{}, { $set: { 'a..b': 1 } }, "The path 'a..b' is invalid"],
    [{}, { $set: { '__proto__.x': 1 } }, "The path '__proto__.x' is invalid"],
    [{}, { $set: { a: { $b: 1 } } }, "The dollar ($) prefixed field '$b' is not valid for storage."],
    [{}, { $set: 1 }, 'Modifiers operate on fields, but $set has double'],
    [{}, { $bit: { a: 1 } }, 'The $bit modifier needs and, or or xor'],
    [{ a: 1.5 }, { $bit: { a: { or: 1 } } }, 'Cannot apply $bit to a value of non-integral type: a'],
    [{}, { a: 1 }, 'Unknown modifier: a'],
  ])('of %j with %j fails', (document, update, message) => {
    expect(() => updated(document, update)).toThrow(
      expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED', message }),
    )
  })
})
