import { readdirSync, readFileSync } from 'node:fs'
import type { Document } from '../../../../scripts/emulator/database/Documents'
import { Records } from '../../../../scripts/emulator/state/Records'
import type { RecordsData } from '../../../../scripts/emulator/state/recordsSchema'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { recordsOf } from './recordsOf'
import { recordsProcesses } from './recordsProcesses'

/** The number of kills; `KILLS=200 npx jest test/scripts/emulator/state/Records.kill` runs a long test. */
const KILLS = Number(process.env.KILLS ?? 10)

const folder = temporaryFolder()
const startRecords = recordsProcesses()
const place = () => folder.path('records')

/** Opens the records after a kill, and returns them. */
async function stored(): Promise<RecordsData & { counters: readonly Document[] }> {
  const records = await Records.open(place(), {
    seed: () => recordsOf({}),
    log: () => {},
  })
  const data = { ...records.toJSON(), counters: [...records.documents.all('counters')] }
  await records.close()
  return data
}

/** Returns the last confirmed number of each key. */
function lastKept(lines: readonly string[]): Map<string, number> {
  return new Map(
    lines.flatMap((line) => {
      const [key, number] = line.split(' ')
      return key && number ? [[key, Number(number)] as const] : []
    }),
  )
}

/** Starts a process that writes, kills it at a random moment, and returns its output. */
async function writeAndKill(what: 'write' | 'replace' | 'files'): Promise<string[]> {
  const writer = startRecords(what, place())
  await writer.printed(1)
  writer.child.stdin?.write('\n')
  await writer.printed(2 + Math.ceil(Math.random() * 60))
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 3))
  writer.child.kill('SIGKILL')
  await writer.ended
  return writer.lines
}

describe('Records whose process is killed', () => {
  it(
    `contain each confirmed change, and no partial one, after ${KILLS} kills`,
    async () => {
      const kept = new Map<string, number>()
      for (let kill = 0; kill < KILLS; kill++) {
        const lines = await writeAndKill('write')
        expect(lines.slice(0, 2)).toEqual(['ready', 'open'])
        for (const [key, number] of lastKept(lines)) kept.set(key, number)
        const { accounts, quotas, counters } = await stored()
        // One change may be stored but not confirmed when the process is killed.
        for (const { biz_id, used } of quotas) {
          const last = kept.get(biz_id) ?? 0
          expect([last, last + 1]).toContain(used)
          kept.set(biz_id, used)
        }
        expect(quotas).toHaveLength(kept.size)
        expect(new Map(accounts.map(({ biz_id, alias }) => [biz_id, Number(alias)]))).toEqual(kept)
        expect(new Map(counters.map(({ _id, next }) => [_id, next]))).toEqual(kept)
      }
      expect((await stored()).accounts.map((it) => it.biz_id)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
      expect(readFileSync(folder.path('records/CURRENT'), 'utf8')).toMatch(/^MANIFEST-\d+\n$/)
    },
    60_000 + KILLS * 10_000,
  )

  it(
    'are replaced as a whole or not at all',
    async () => {
      for (let kill = 0, kept = 0; kill < Math.ceil(KILLS / 4); kill++) {
        kept = lastKept(await writeAndKill('replace')).get('all') ?? kept
        const { accounts } = await stored()
        const number = Number(accounts[0]?.alias)
        expect([kept, kept + 1]).toContain(number)
        expect(accounts.map((it) => [it.biz_id, it.alias])).toEqual(
          Array.from({ length: 20 }, (_, index) => [`${number}-${index}`, `${number}`]),
        )
      }
    },
    60_000 + KILLS * 10_000,
  )

  it(
    `contain each confirmed file with its content, and no other content, after ${KILLS} kills`,
    async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        const kept = lastKept(await writeAndKill('files'))
        const records = await Records.open(place(), { seed: () => recordsOf({}), log: () => {} })
        const files = records.files.all()
        await records.close()
        for (const { path, content, size } of files) {
          expect(size).toBeGreaterThanOrEqual(kept.get(path) ?? 0)
          expect(readFileSync(folder.path('records/files', content))).toEqual(Buffer.alloc(size, path))
        }
        expect(files.length).toBeGreaterThanOrEqual([...kept.keys()].filter((it) => it.length === 1).length)
        expect(readdirSync(folder.path('records/files')).sort()).toEqual(files.map((it) => it.content).sort())
      }
    },
    KILLS * 12_000,
  )
})
