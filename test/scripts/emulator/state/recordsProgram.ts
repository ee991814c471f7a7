import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Readable } from 'node:stream'
import { CloudStorage } from '../../../../scripts/emulator/service/CloudStorage'
import { Records } from '../../../../scripts/emulator/state/Records'
import { lineIn } from '../../../../scripts/emulator/system/system'
import { recordsOf } from './recordsOf'
import { sampleAccount } from './sampleAccount'

/**
 * A process that uses records: `node recordsProgram.js hold|write|replace|files FOLDER` (built by globalSetup.ts). It prints `ready`,
 * waits for a line, opens the folder, and prints `open` or the error. Then `hold` waits for the end of its input and closes;
 * `write`, `replace` and `files` change records forever and print one line per stored change.
 */
const [, , what, place = ''] = process.argv
const print = (line: string) => writeSync(1, `${line}\n`)

const input = createInterface(process.stdin)
const closed = new Promise((resolve) => input.once('close', resolve))

async function main(): Promise<void> {
  print('ready')
  await new Promise((resolve) => input.once('line', resolve))
  const records = await Records.open(place, { seed: () => recordsOf({}), log: (line) => print(lineIn('en', line)) })
  await records.heldAt(`http://127.0.0.1:${process.pid}`)
  print('open')
  if (what === 'hold') {
    await closed
    await records.close()
  } else if (what === 'write') {
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => writeForever(records, key)))
  } else if (what === 'files') {
    await Promise.all(['a', 'b', 'c'].map((key) => storeForever(records, key)))
  } else {
    await replaceForever(records)
  }
}

/** Stores the same increasing number in an account, a quota and a document, in one change. */
async function writeForever(records: Records, key: string): Promise<void> {
  for (let next = (records.quotas.get('YUNDA', key)?.used ?? 0) + 1; ; next++) {
    await records.settled(() => {
      records.accounts.put(sampleAccount(key, { alias: `${next}` }))
      records.quotas.put({ delivery_id: 'YUNDA', biz_id: key, used: next, update_time: 0 })
      records.documents.put('counters', { _id: key, next })
    })
    print(`${key} ${next}`)
  }
}

/** Replaces all records by 20 accounts with new names, which contain the same increasing number. */
async function replaceForever(records: Records): Promise<void> {
  for (let next = Number(records.accounts.all()[0]?.alias ?? 0) + 1; ; next++) {
    const accounts = Array.from({ length: 20 }, (_, index) => sampleAccount(`${next}-${index}`, { alias: `${next}` }))
    records.replace(recordsOf({ accounts }))
    await records.saved()
    print(`all ${next}`)
  }
}

/** Replaces a file by one that is a byte longer. */
async function storeForever(records: Records, path: string): Promise<void> {
  const storage = new CloudStorage(records)
  for (let next = (records.files.get(path)?.size ?? 0) + 1; ; next++) {
    await storage.put(path, await storage.receive(Readable.from([Buffer.alloc(next, path)])))
    print(`${path} ${next}`)
  }
}

main().catch((error) => {
  print(error.message)
  process.exitCode = 1
  input.close()
})
