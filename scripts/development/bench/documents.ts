import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Database } from '../../emulator/database/Database'
import { Records } from '../../emulator/state/Records'
import { seedOf } from '../../emulator/state/recordsSchema'
import { BUILT } from './programs'
import { millisecondsOf } from './startServer'
import type { Group, Row } from './table'

const COLLECTION = 'parcels'

/** What is measured, by the name of its row: an action of wx-server-sdk and its fields. */
const OPERATIONS = {
  'query by three conditions': {
    action: 'getDocument',
    query: '{"courier":"SF","weight":{"$gt":5},"receiver.city":"广州市"}',
    limit: 100,
  },
  'sort, first 20': {
    action: 'getDocument',
    query: '{}',
    order: [{ field: 'weight', direction: 'desc' }],
    limit: 20,
  },
  'group by courier': {
    action: 'aggregateDocuments',
    stages: [{ stageKey: '$group', stageValue: '{"_id":"$courier","weight":{"$sum":"$weight"}}' }],
  },
  'update one, on disk': {
    action: 'modifyDocument',
    query: '{"_id":"p77"}',
    data: '{"$inc":{"weight":1}}',
    merge: true,
  },
}

/**
 * Measures the document database, on records in a folder.
 *
 * @param count the number of documents
 * @param runs of each operation
 */
export async function documents(count: number, runs: number): Promise<Group> {
  const folder = mkdtempSync(join(BUILT, 'documents-'))
  const open = () => Records.open(folder, { seed: () => seedOf({}, ''), log: console.error })
  let records = await open()
  const all = Array.from({ length: count }, (_, nth) => ({
    _id: `p${nth}`,
    courier: ['SF', 'YTO', 'ZTO', 'YUNDA'][nth % 4],
    weight: (nth * 7919) % 100,
    receiver: { city: nth % 3 === 0 ? '广州市' : '深圳市', name: `客户 ${nth}` },
    at: new Date(nth * 1000),
  }))
  await records.settled(() => records.documents.replace(COLLECTION, all))
  const rows: Row[] = []
  const measure = async (name: string, perform: () => Promise<unknown>) => {
    const values: number[] = []
    for (let run = 0; run < runs; run++) values.push(await millisecondsOf(perform))
    rows.push({ name, values })
  }
  await measure('close and open the records', async () => {
    await records.close()
    records = await open()
  })
  const database = new Database(records.documents)
  for (const [name, { action, ...fields }] of Object.entries(OPERATIONS)) {
    const call = { collectionName: COLLECTION, ...fields }
    await measure(name, () => records.settled(() => database.call(`database.${action}`, call)))
  }
  await records.close()
  rmSync(folder, { recursive: true })
  return { name: `database: ${count} documents in a collection`, unit: 'ms', rows }
}
