import { Database } from '../../../../scripts/emulator/database/Database'
import type { Document, Fields } from '../../../../scripts/emulator/database/Documents'
import { MemoryDocuments } from './MemoryDocuments'

const parcels: Document[] = [
  { _id: 'p1', n: 1 },
  { _id: 'p2', n: 'text' },
  { _id: 'p3', n: 3 },
]

/** A database with parcels, and a clock that the test sets. */
function databaseOf(documents = parcels) {
  const stored = new MemoryDocuments({ parcels: documents })
  const clock = { now: 0 }
  const database = new Database(stored, () => clock.now)
  const call = (action: string, fields: Fields = {}) =>
    database.call(`database.${action}`, { collectionName: 'parcels', ...fields })
  return { stored, clock, database, call }
}

const refusal = (code: string, message: string, more: object = {}) =>
  expect.objectContaining({ code, message, ...more })
const conflict = expect.objectContaining({ code: 'DATABASE_TRANSACTION_CONFLICT' })
const transactionOver = expect.objectContaining({ code: 'DATABASE_TRANSACTION_FAIL' })

describe('a request', () => {
  it('for a collection that does not exist is refused, and the error names it', () => {
    const { call } = databaseOf()

    expect(() => call('countDocument', { collectionName: 'none' })).toThrow(
      refusal('DATABASE_COLLECTION_NOT_EXIST', '[ResourceNotFound] Db or Table not exist: none.', {
        collection: 'none',
      }),
    )
  })

  it.each<[string, Fields, string]>([
    ['getDocument', { collectionName: undefined }, 'collectionName is missing'],
    ['getDocument', { query: '{' }, 'query is not valid JSON'],
    ['getDocument', { query: '[]' }, 'query is not an object'],
    ['insertDocument', { data: ['1'] }, 'data is not an object'],
    ['getDocument', { limit: -1 }, 'limit: Invalid value: Expected >=0 but received -1'],
    ['aggregateDocuments', { stages: [{ stageKey: '$match', stageValue: 'x' }] }, 'stageValue is not valid JSON'],
  ])('%s with %j is invalid', (action, fields, message) => {
    expect(() => databaseOf().call(action, fields)).toThrow(refusal('INVALID_PARAM', message))
  })

  it.each<[string, Fields, string]>([
    ['watch', {}, 'database.watch'],
    ['getDocument', { query: '{"at":{"$geoWithin":{}}}' }, '$geoWithin'],
    ['getDocument', { query: { $or: [{ $text: { $search: 'a' } }] } }, '$text'],
    ['countDocument', { query: { $jsonSchema: {} } }, '$jsonSchema'],
    ['aggregate', { stages: [{ stageKey: '$geoNear', stageValue: '{}' }] }, '$geoNear'],
    [
      'aggregate',
      { stages: [{ stageKey: '$lookup', stageValue: '{"pipeline":[{"$graphLookup":{}}]}' }] },
      '$graphLookup',
    ],
  ])('%s with %j is refused by name', (action, fields, feature) => {
    expect(() => databaseOf().call(action, fields)).toThrow(
      refusal('DATABASE_REQUEST_FAILED', `${feature} is not simulated by the local WeChat`, { feature }),
    )
  })
})

describe('a write', () => {
  it('that fails for one document does not change any document', () => {
    const { call, stored } = databaseOf()

    expect(() => call('modifyDocument', { query: '{}', data: '{"$inc":{"n":1}}', multi: true, merge: true })).toThrow(
      refusal(
        'DATABASE_REQUEST_FAILED',
        "Cannot apply $inc to a value of non-numeric type. The field 'n' is of type string",
      ),
    )
    expect(stored.all('parcels')).toEqual(parcels)
  })

  it('of one document changes the first of several matches', () => {
    const { call, stored } = databaseOf()

    expect(call('modifyDocument', { query: '{}', data: '{"$set":{"n":0}}', multi: false, merge: true })).toEqual({
      data: { updated: 1, upsert_id: null },
    })
    expect(stored.get('parcels', 'p1')).toEqual({ _id: 'p1', n: 0 })
    expect(call('removeDocument', { query: '{}', multi: false })).toEqual({ data: { deleted: 1 } })
    expect(stored.all('parcels')).toEqual(parcels.slice(1))
  })

  it('that does not change the document counts 0 updates', () => {
    const { call } = databaseOf()
    const set = { query: '{"_id":"p1"}', merge: false, upsert: true, multi: false }

    expect(call('modifyDocument', { ...set, data: '{"n":1}' })).toEqual({ data: { updated: 0, upsert_id: null } })
  })

  it('stores _id first, regardless of the order in the request', () => {
    const { call, stored } = databaseOf([])

    call('insertDocument', { data: ['{"n":1,"_id":"a"}'] })

    expect(JSON.stringify(stored.all('parcels'))).toBe('[{"_id":"a","n":1}]')
  })

  it('of several documents keeps those before a duplicate', () => {
    const { call, stored } = databaseOf([])

    expect(() => call('insertDocument', { data: ['{"_id":1}', '{"_id":1}', '{"_id":2}'] })).toThrow(
      refusal(
        'DATABASE_REQUEST_FAILED',
        'E11000 duplicate key error collection: parcels index: _id_ dup key: { _id: 1 }',
      ),
    )
    expect(stored.all('parcels')).toEqual([{ _id: 1 }])
  })

  it.each([
    ['{"_id":null}', '_id must be a string or a number'],
    ['{"_id":{"a":1}}', '_id must be a string or a number'],
    ['{"a":[{"$b":1}]}', "The dollar ($) prefixed field '$b' is not valid for storage."],
  ])('of %s is refused', (data, message) => {
    expect(() => databaseOf().call('insertDocument', { data: [data] })).toThrow(
      refusal('DATABASE_REQUEST_FAILED', message),
    )
  })
})

describe('a transaction', () => {
  const start = ({ call }: ReturnType<typeof databaseOf>) => String(call('startTransaction').transactionId)
  const set = (id: string, n: number) => ({
    query: JSON.stringify({ _id: id }),
    data: JSON.stringify({ n }),
    upsert: true,
  })
  const list = (it: ReturnType<typeof databaseOf>, transactionId?: string) =>
    it.call('queryDocument', { ...(transactionId !== undefined && { transactionId }) })

  it('reads the documents as they were at its start, with its own changes', () => {
    const it = databaseOf()
    const transactionId = start(it)

    it.call('deleteDocument', { query: { _id: 'p1' } })
    it.call('addDocument', { data: { _id: 'p4' } })
    it.call('modifyDocument', { ...set('p3', 30), transactionId })

    expect(list(it, transactionId)).toEqual({
      data: {
        list: [
          { _id: 'p2', n: 'text' },
          { _id: 'p3', n: 30 },
          { _id: 'p1', n: 1 },
        ],
      },
    })
    expect(list(it)).toEqual({ data: { list: [{ _id: 'p2', n: 'text' }, { _id: 'p3', n: 3 }, { _id: 'p4' }] } })
  })

  it('locks the documents that it writes against other transactions and other writes', () => {
    const it = databaseOf()
    const [first, second] = [start(it), start(it)]
    it.call('modifyDocument', { ...set('p1', 10), transactionId: first })

    expect(() => it.call('modifyDocument', { ...set('p1', 20), transactionId: second })).toThrow(conflict)
    expect(() => it.call('commitTransaction', { transactionId: second })).toThrow(transactionOver)
    expect(() => it.call('removeDocument', { query: '{}', multi: true })).toThrow(conflict)
    expect(it.stored.all('parcels')).toEqual(parcels)

    it.call('commitTransaction', { transactionId: first })
    expect(it.call('removeDocument', { query: '{"_id":"p1"}' })).toEqual({ data: { deleted: 1 } })
  })

  it('conflicts with a change since its start', () => {
    const it = databaseOf()
    const transactionId = start(it)
    it.call('modifyDocument', set('p1', 10))

    expect(() => it.call('modifyDocument', { ...set('p1', 20), transactionId })).toThrow(conflict)
    expect(it.stored.get('parcels', 'p1')).toEqual({ _id: 'p1', n: 10 })
  })

  it('conflicts with an insertion of the same document', () => {
    const it = databaseOf()
    const transactionId = start(it)
    it.call('addDocument', { data: { _id: 'p4' } })

    expect(() => it.call('insertDocument', { data: ['{"_id":"p4"}'], transactionId })).toThrow(conflict)
  })

  it('ends after 30 seconds, and releases its locks', () => {
    const it = databaseOf()
    const transactionId = start(it)
    it.call('modifyDocument', { ...set('p1', 10), transactionId })

    it.clock.now = 30_001

    expect(it.call('modifyDocument', set('p1', 11))).toEqual({ data: { updated: 1, upsert_id: null } })
    expect(() => it.call('commitTransaction', { transactionId })).toThrow(transactionOver)
  })

  it('ends when all transactions are aborted', () => {
    const it = databaseOf()
    const transactionId = start(it)

    it.database.abortTransactions()

    expect(() => it.call('getInTransaction', { transactionId, query: { _id: 'p1' } })).toThrow(transactionOver)
  })
})
