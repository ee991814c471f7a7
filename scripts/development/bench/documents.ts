import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Database } from '../../emulator/database/Database'
import type { Fields } from '../../emulator/database/Documents'
import type { Records } from '../../emulator/state/Records'
import { BUILT, run } from './programs'
import { type Opened, openRecords } from './programs/openDocuments'
import { type Group, type Row, timesOf } from './table'

const COLLECTION = 'parcels'
const PLACES = 'places'

/** What is measured, by the name of its row: an action of wx-server-sdk, its fields, and the time to aim for. */
const OPERATIONS: Readonly<Record<string, [action: string, fields: Fields, goal?: number]>> = {
  'query by three conditions': [
    'getDocument',
    { query: JSON.stringify({ courier: 'SF', weight: { $gt: 5 }, 'receiver.city': '广州市' }), limit: 100 },
  ],
  'sort, first 20': ['getDocument', { query: '{}', order: [{ field: 'weight', direction: 'desc' }], limit: 20 }],
  'group by courier': [
    'aggregateDocuments',
    { stages: [{ stageKey: '$group', stageValue: '{"_id":"$courier","weight":{"$sum":"$weight"}}' }] },
  ],
  'look up 200 by an equality in a pipeline': [
    'aggregateDocuments',
    {
      collectionName: PLACES,
      stages: [
        {
          stageKey: '$lookup',
          stageValue: JSON.stringify({
            ...{ from: COLLECTION, let: { place: '$_id' }, as: 'parcels' },
            pipeline: [{ $match: { $expr: { $eq: ['$place', '$$place'] } } }],
          }),
        },
        { stageKey: '$limit', stageValue: '200' },
      ],
    },
    1000,
  ],
  'update one, on disk': [
    'modifyDocument',
    { query: JSON.stringify({ _id: 'p77' }), data: JSON.stringify({ $inc: { weight: 1 } }), merge: true },
  ],
}

/**
 * Measures the document database, on records in a folder.
 *
 * @param count the number of documents
 * @param runs of each operation
 */
export async function documents(count: number, runs: number): Promise<Group> {
  const folder = mkdtempSync(join(BUILT, 'documents-'))
  let records = await openWith(folder, count)
  const places = Array.from({ length: 200 }, (_, _id) => ({ _id }))
  await records.settled(() => records.documents.replace(PLACES, places))
  const reopen = async () => {
    await records.close()
    records = await openRecords(folder)
  }
  const rows: Row[] = [{ name: 'close and open the records', values: await timesOf(runs, reopen) }]
  const database = new Database(records.documents)
  for (const [name, [action, fields, goal]] of Object.entries(OPERATIONS)) {
    const call = { collectionName: COLLECTION, ...fields }
    const perform = () => records.settled(() => database.call(`database.${action}`, call))
    rows.push({ name, values: await timesOf(runs, perform), ...(goal && { goal }) })
  }
  await records.close()
  rmSync(folder, { recursive: true })
  return { name: `database: ${count} documents in a collection`, unit: 'ms', rows }
}

/**
 * Measures a process that opens a large collection and reads the first documents.
 *
 * @param gateway its address
 * @param count the number of documents
 * @param runs of the process
 */
export async function manyDocuments(gateway: string, count: number, runs: number): Promise<Group[]> {
  const folder = mkdtempSync(join(BUILT, 'documents-'))
  await (await openWith(folder, count)).close()
  const all = Array.from({ length: runs }, () => run<Opened>(gateway, 'openDocuments', folder))
  rmSync(folder, { recursive: true })
  const name = `database: ${count} documents in a new process`
  return [
    {
      name,
      unit: 'ms',
      rows: [
        { name: 'open the records', goal: 1000, values: all.map((it) => it.openingMs) },
        { name: 'add fields, first 20', goal: 200, values: all.map((it) => it.addFieldsMs) },
      ],
    },
    { name, unit: 'MiB', rows: [{ name: 'peak memory', goal: 400, values: all.map((it) => it.peakKiB / 1024) }] },
  ]
}

async function openWith(folder: string, count: number): Promise<Records> {
  const records = await openRecords(folder)
  const all = Array.from({ length: count }, (_, nth) => ({
    _id: `p${nth}`,
    place: nth % 200,
    courier: ['SF', 'YTO', 'ZTO', 'YUNDA'][nth % 4],
    weight: (nth * 7919) % 100,
    receiver: { city: nth % 3 === 0 ? '广州市' : '深圳市', name: `客户 ${nth}` },
    at: new Date(nth * 1000),
  }))
  await records.settled(() => records.documents.replace(COLLECTION, all))
  return records
}
