import childProcess from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { Records } from '../../../../scripts/emulator/state/Records'
import { logTo } from '../../../helpers/logTo'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { recordsOf } from './recordsOf'
import { recordsProcesses } from './recordsProcesses'
import { refusalOf } from './refusalOf'
import { sampleAccount } from './sampleAccount'

const folder = temporaryFolder()
const startRecords = recordsProcesses()
const place = () => folder.path('records')
const lines: string[] = []
const open = () => Records.open(place(), { seed: () => recordsOf({}), log: (line) => logTo(lines)(line) })
const refusal = () => refusalOf(open())
const damaged = (why: string) =>
  `${place()}: the records are damaged (${why}). Move the folder away to start with new records; the accounts, orders, documents and files in it are lost`

beforeEach(() => lines.splice(0))

/** Stores 30 accounts, one per write, and closes the folder. Reopening it moves them from LevelDB's log to its tables. */
async function storeAccounts(): Promise<void> {
  const records = await open()
  for (let n = 0; n < 30; n++) {
    await records.settled(() => records.accounts.put(sampleAccount(`${n}`, { alias: `account ${n}` })))
  }
  await records.close()
}

/** Returns the path of the only LevelDB file with this extension. */
function fileOf(ending: string): string {
  const [name, ...others] = readdirSync(place()).filter((it) => it.endsWith(ending))
  expect(others).toEqual([])
  return join(place(), String(name))
}

function flip(path: string, share: number): void {
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length * share)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at)
  writeFileSync(path, bytes)
}

async function replaceEntry(key: string, value: string | undefined): Promise<void> {
  const database = new ClassicLevel(place())
  await (value === undefined ? database.del(key) : database.put(key, value))
  await database.close()
}

describe('records with a damaged file', () => {
  it('are refused in Chinese too', async () => {
    await storeAccounts()
    truncateSync(fileOf('.log'))
    expect(await refusalOf(open(), 'zh')).toMatch(
      /：记录已损坏（更改共 \d+ 处，剩 \d+ 处；条目共 \d+ 条，剩 \d+ 条；部分内容可能有误）。请移走该目录，用新的记录启动；其中的账号、运单、数据库和文件将丢失$/,
    )
  })

  it.each([
    ['cut off', () => truncateSync(fileOf('.log'), 4000)],
    ['changed in one byte', () => flip(fileOf('.log'), 1 / 2)],
    ['empty', () => truncateSync(fileOf('.log'))],
    ['deleted', () => rmSync(fileOf('.log'))],
  ])('are refused each time if the log is %s', async (_what, damage) => {
    await storeAccounts()
    damage()
    const message = await refusal()
    expect(message).toMatch(
      /^\/.*\/records: the records are damaged \(\d+ of 31 changes and \d+ of \d+ entries are left, and some may be altered\)\. Move the folder away to start with new records; the accounts, orders, documents and files in it are lost$/,
    )
    expect(await refusal()).toBe(message)
  })

  it('are refused if one byte of a table is changed', async () => {
    await storeAccounts()
    await (await open()).close()
    flip(fileOf('.ldb'), 1 / 3)
    expect(await refusal()).toMatch(/^\/.*\/records: the records are damaged \(.+\)\. Move the folder away/)
  })

  it.each(['.ldb', 'CURRENT', 'MANIFEST'])('are refused when %s is deleted', async (name) => {
    await storeAccounts()
    await (await open()).close()
    for (const it of readdirSync(place())) if (it.includes(name)) rmSync(join(place(), it))
    expect(await refusal()).toMatch(/^\/.*\/records: the records are damaged \(.+\)\. Move the folder away/)
  })

  it('are refused with the reason after LevelDB aborted a start on a flipped bit', async () => {
    // The folder of a first start begins with the entry "checksum".
    await (await open()).close()
    // Moves it from the log to a table, whose keys LevelDB compares with those of the new log.
    const records = await open()
    await records.settled(() => records.accounts.put(sampleAccount('1')))
    await records.close()
    expect(readdirSync(place())).not.toContain('opening')
    const table = fileOf('.ldb')
    const bytes = readFileSync(table)
    // The length of the first key, 20, becomes 4: less than LevelDB adds to a key.
    expect(bytes.readUInt8(1)).toBe(20)
    bytes.writeUInt8(4, 1)
    writeFileSync(table, bytes)

    const start = startRecords('hold', place())
    await start.printed(1)
    start.child.stdin?.write('\n')
    await start.ended
    expect(start.lines).toEqual(['ready'])
    expect(start.child.signalCode).toBe('SIGABRT')

    const message = damaged('LevelDB aborts: SIGABRT')
    expect([await refusal(), await refusal()]).toEqual([message, message])
    expect(await refusalOf(open(), 'zh')).toMatch(/：记录已损坏（LevelDB 异常终止：SIGABRT）。请移走该目录/)
  })

  it('are refused when entries are missing or altered', async () => {
    await storeAccounts()
    const key = '["accounts","wx0000000000000000","YUNDA","7"]'
    await replaceEntry(key, JSON.stringify([8, sampleAccount('7', { alias: 'other' })]))
    expect(await refusal()).toBe(damaged('31 of 31 changes and 31 of 31 entries are left, and some may be altered'))
    await replaceEntry(key, undefined)
    expect(await refusal()).toBe(damaged('31 of 31 changes and 30 of 31 entries are left, and some may be altered'))
  })

  it('are refused when the entry with the checksum is not valid', async () => {
    await storeAccounts()
    await replaceEntry('["checksum"]', '{')
    expect(await refusal()).toMatch(/^\/.*\/records: the records are damaged \(.+\)\. Move the folder away/)
  })
})

describe('records that are not damaged', () => {
  it('open in this process only after a clean end, and in another one first after a kill', async () => {
    const started = jest.spyOn(childProcess, 'execFile')
    await storeAccounts()
    await (await open()).close()
    expect(started).not.toHaveBeenCalled()
    writeFileSync(join(place(), 'holder.json'), '{"pid":1}')
    const records = await open()
    expect(records.accounts.all()).toHaveLength(30)
    expect(started).toHaveBeenCalledTimes(1)
    await records.close()
    await (await open()).close()
    expect(started).toHaveBeenCalledTimes(1)
  })

  it('open without a log line after the last write was interrupted', async () => {
    await storeAccounts()
    const writes = join(place(), 'acknowledged')
    copyFileSync(writes, folder.path('before'))
    const records = await open()
    await records.settled(() => records.accounts.put(sampleAccount('30')))
    await records.close()
    // The process may be killed after LevelDB has stored a write and before the number of writes is updated.
    copyFileSync(folder.path('before'), writes)
    const log = fileOf('.log')
    await (await open()).close()
    copyFileSync(folder.path('before'), writes)
    if (readdirSync(place()).some((it) => log.endsWith(it))) truncateSync(log, statSync(log).size - 10)
    const again = await open()
    expect(again.accounts.all().length).toBeGreaterThanOrEqual(30)
    await again.close()
    expect(lines).toEqual([])
  })

  it.each([
    ['missing', (path: string) => rmSync(path)],
    ['empty', (path: string) => truncateSync(path)],
    ['not a number', (path: string) => writeFileSync(path, 'x')],
    ['higher in one digit', (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(/^0/, '1'))],
  ])('open if the number of writes is %s', async (_what, change) => {
    await storeAccounts()
    change(join(place(), 'acknowledged'))
    const records = await open()
    expect(records.accounts.all()).toHaveLength(30)
    await records.close()
  })

  it('open if they were stored without checksums', async () => {
    const database = new ClassicLevel(place())
    const account = sampleAccount('1')
    await database.batch([
      { type: 'put', key: '["version"]', value: '1' },
      { type: 'put', key: '["accounts","wx0000000000000000","YUNDA","1"]', value: JSON.stringify([1, account]) },
    ])
    await database.close()
    const records = await open()
    expect(records.accounts.all()).toEqual([account])
    await records.settled(() => records.accounts.put(sampleAccount('2')))
    await records.close()
    await (await open()).close()
  })
})
