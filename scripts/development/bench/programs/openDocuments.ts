/** Opens records with many documents, adds fields to the first, and prints times in milliseconds and its peak memory. */
import { writeSync } from 'node:fs'
import { Database } from '../../../emulator/database/Database'
import { Records } from '../../../emulator/state/Records'
import { seedOf } from '../../../emulator/state/recordsSchema'

export interface Opened {
  openingMs: number
  addFieldsMs: number
  peakKiB: number
}

export function openRecords(folder: string): Promise<Records> {
  return Records.open(folder, { seed: () => seedOf({}, ''), log: console.error })
}

async function openDocuments(folder: string): Promise<void> {
  const start = performance.now()
  const records = await openRecords(folder)
  const opened = performance.now()
  new Database(records.documents).call('database.aggregateDocuments', {
    collectionName: 'parcels',
    stages: [
      { stageKey: '$addFields', stageValue: '{"heavy":{"$gt":["$weight",50]}}' },
      { stageKey: '$limit', stageValue: '20' },
    ],
  })
  const times = { openingMs: opened - start, addFieldsMs: performance.now() - opened }
  const { maxRSS: peakKiB } = process.resourceUsage()
  await records.close()
  writeSync(1, `\n${JSON.stringify({ ...times, peakKiB } satisfies Opened)}`)
}

if (require.main === module) void openDocuments(String(process.argv[2]))
