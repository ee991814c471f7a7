import { Database } from '../../../../scripts/emulator/database/Database'
import type { Fields } from '../../../../scripts/emulator/database/Documents'
import { shortTimeLimit } from '../../../helpers/shortTimeLimit'
import { MemoryDocuments } from './MemoryDocuments'

const parcels = Array.from({ length: 20 }, (_, n) => ({
  _id: `p${n}`,
  n,
  text: `${'a'.repeat(40)}!`,
  tags: [1, 2, 3, 4, 5],
}))
const SLOW = '{"text":{"$regularExpression":{"pattern":"^(a+)+$","options":""}}}'

function databaseOf() {
  const stored = new MemoryDocuments({ parcels })
  const database = new Database(stored)
  const call = (action: string, fields: Fields) =>
    database.call(`database.${action}`, { collectionName: 'parcels', ...fields })
  return { stored, call, database }
}

const pipeline = (...stages: Fields[]) => ({
  stages: stages.flatMap((it) =>
    Object.entries(it).map(([stageKey, value]) => ({ stageKey, stageValue: JSON.stringify(value) })),
  ),
})
const all = (length: number, of: (at: number) => Fields[]) => Array.from({ length }, (_, at) => of(at)).flat()
const doubling = (operator: string, initialValue: unknown) =>
  pipeline({
    $project: {
      x: { $reduce: { input: { $range: [0, 64] }, initialValue, in: { [operator]: ['$$value', '$$value'] } } },
    },
  })

const stopped = expect.objectContaining({
  code: 'SERVER_TIMEOUT',
  errCode: -501002,
  both: {
    en: 'the evaluation took longer than 10 s and was stopped; nothing was written',
    zh: '查询或更新超过 10 秒，已终止，没有写入任何数据',
  },
})

it.each<[string, string, Fields]>([
  ['a regular expression', 'getDocument', { query: SLOW }],
  ['a regular expression in a pattern of several parts', 'countDocument', { query: { text: { $regex: ['^(a+)+$'] } } }],
  [
    'a regular expression of an update',
    'modifyDocument',
    { query: SLOW, data: '{"$set":{"n":0}}', multi: true, merge: true },
  ],
  ['a regular expression of a removal', 'removeDocument', { query: SLOW, multi: true }],
  [
    'a regular expression of an aggregate',
    'aggregate',
    pipeline({ $project: { x: { $regexMatch: { input: '$text', regex: '^(a+)+$' } } } }),
  ],
  [
    'too many results of stages',
    'aggregate',
    pipeline(...all(12, (at) => [{ $addFields: { [`t${at}`]: '$tags' } }, { $unwind: `$t${at}` }]), { $count: 'n' }),
  ],
  [
    'too many conditions',
    'countDocument',
    { query: { $or: Array.from({ length: 200_000 }, (_, at) => ({ [`f${at}`]: at })) } },
  ],
])('%s is stopped, nothing is written, and the database goes on', (_, action, fields) => {
  shortTimeLimit()
  const { call, stored } = databaseOf()

  expect(() => call(action, fields)).toThrow(stopped)

  expect(stored.all('parcels')).toEqual(parcels)
  expect(call('countDocument', { query: { n: 1 } })).toEqual({ data: { total: 1 } })
})

it('stops a query of the page too', () => {
  shortTimeLimit()
  const { database } = databaseOf()

  expect(() => database.find('parcels', { text: { $regex: '^(a+)+$' } })).toThrow(stopped)
})

it.each<[string, Fields]>([
  ['a $range', pipeline({ $project: { x: { $range: [0, 1e12] } } })],
  ['nested arrays', pipeline({ $project: { x: { $map: { input: { $range: [0, 1e6] }, in: { $range: [0, 1e6] } } } } })],
  ['an array that is doubled', doubling('$concatArrays', [1])],
  ['a string that is doubled', doubling('$concat', 'a')],
])('refuses %s that would fill the memory', (_, fields) => {
  expect(() => databaseOf().call('aggregate', fields)).toThrow(
    expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED', message: 'Exceeded memory limit of the evaluation' }),
  )
})

it('refuses arrays that an update fills up to a far index', () => {
  const { call, stored } = databaseOf()
  const data = JSON.stringify({ $set: { 'tags.1400000': 0 } })

  expect(() => call('modifyDocument', { query: '{}', data, multi: true, merge: true })).toThrow(
    'Exceeded memory limit of the evaluation',
  )
  expect(stored.all('parcels')).toEqual(parcels)
})

it('refuses a query that is nested too deeply', () => {
  const query = `${'{"$and":['.repeat(50_000)}{}${']}'.repeat(50_000)}`

  expect(() => databaseOf().call('getDocument', { query })).toThrow(
    expect.objectContaining({
      code: 'DATABASE_REQUEST_FAILED',
      message: 'the request is nested too deeply or its result is too large',
    }),
  )
})

it('finds every match of a pattern that matches the empty string', () => {
  const { call } = databaseOf()
  const $project = { _id: 0, x: { $regexFindAll: { input: 'ab', regex: 'b*' } } }

  expect(call('aggregateDocuments', pipeline({ $limit: 1 }, { $project }))).toEqual({
    data: { list: [JSON.stringify({ x: ['', 'b', ''].map((match, idx) => ({ match, idx, captures: [] })) })] },
  })
})
