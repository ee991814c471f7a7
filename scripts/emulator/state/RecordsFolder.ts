import { execFile } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { copyFile, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { ClassicLevel } from 'classic-level'
import * as v from 'valibot'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { about, codeOf, isRunning, reasonIn, reasonOf } from '../system/system'

const HOLDER = 'holder.json'
/** Exists while LevelDB opens the folder, which aborts the process on some damage. */
const OPENING = 'opening'
/**
 * This file has the number of the last write that was reported as stored, and its hash. LevelDB drops what it cannot read at
 * the end of its log, which is normal for a write that was interrupted. With fewer writes than in this file, stored ones are
 * lost.
 */
const ACKNOWLEDGED = 'acknowledged'
/** The entry with the format of the others, which new records start with. */
export const VERSION = ['["version"]', 1] as const
/** The entry that every write updates. */
const CHECK_KEY = '["checksum"]'
/** The files of LevelDB and of this program. A first start that was killed may leave some of them without CURRENT. */
const OWN_FILE =
  /^(CURRENT|LOCK|LOG|LOG\.old|MANIFEST-\d+|\d+\.(log|ldb|sst|dbtmp)|lost|acknowledged|opening|holder\.json(\.new)?)$/
/** Reads the LevelDB of a folder, and prints whether it is empty or has one of the given keys. */
const READER = `const [, level, place, ...ours] = process.argv
const read = async () => {
  const keys = await new (require(level).ClassicLevel)(place).keys().all()
  console.log(keys.length === 0 || keys.some((it) => ours.includes(it)))
}
read().catch(() => {})`
/** How much is read at a time; the default of 16 KiB takes a thread's turn for each hundred documents. */
const CHUNK_BYTES = 1024 * 1024
const OWNER_ONLY = { folder: 0o700, file: 0o600 }
/** How often, and with which interval in milliseconds, a second start looks for the holder of a locked folder. */
const HOLDER_TRIES = 40
const HOLDER_INTERVAL_MS = 50

const holderSchema = v.object({ pid: v.pipe(v.number(), v.integer(), v.minValue(1)), url: v.optional(v.string()) })
/** The process that uses a folder, and the URL of its local WeChat. */
type Holder = v.InferOutput<typeof holderSchema>

/** The number of the last write, the number of entries after it, and the sum of their hashes. */
const checkSchema = v.object({ writes: v.number(), entries: v.number(), sum: v.number() })
type Check = v.InferOutput<typeof checkSchema>

/** The key of an entry and its JSON; undefined deletes it. */
type Change = readonly [key: string, text: string | undefined]

/** Records that cannot be opened, or a change that cannot be stored. The message names the folder, why, and what to do. */
export class RecordsError extends MessageError {
  static override readonly name = 'RecordsError'
  override readonly name = 'RecordsError'
}

/**
 * The folders that this process holds, by path. LevelDB refuses to open a folder twice in one process, but then closes the
 * file that is locked, which releases the lock on POSIX (leveldb 1.20, util/env_posix.cc, LockFile).
 */
const held = new Map<string, Holder>()

/**
 * JSON values by key, in a folder with LevelDB. The operating system releases its lock when the process exits, even when
 * it is killed.
 *
 * After a failed write, LevelDB must be reopened: it refuses further writes or appends them to an incomplete one, and the
 * failed write may reach the disk when its file is closed (leveldb 1.20, env_posix.cc, uses fwrite).
 */
export class RecordsFolder {
  /** What was reported as stored, in memory. */
  private texts = new Map<string, string>()
  private check: Check = { writes: 0, entries: 0, sum: 0 }
  private database: ClassicLevel | undefined
  /** Device and inode of LevelDB's LOCK, which exists as long as the folder. */
  private lock = ''
  /** Whether the disk has exactly what was reported as stored. */
  private sound = false
  /** Whether nothing was ever stored in the folder. */
  isNew = false

  private constructor(
    readonly place: string,
    private readonly holder: Holder,
  ) {}

  /**
   * Opens a folder, and creates it if it does not exist.
   *
   * @throws RecordsError if it cannot be used, or something that was stored in it is missing or altered
   */
  static async open(place: string): Promise<RecordsFolder> {
    const path = await makeFolder(place)
    const inThisProcess = held.get(path)
    if (inThisProcess) throw inUse(path, inThisProcess)
    const holder = { pid: process.pid }
    held.set(path, holder)
    const folder = new RecordsFolder(path, holder)
    try {
      folder.load(await folder.openDatabase())
      folder.sound = true
      return folder
    } catch (error) {
      await folder.close()
      throw error instanceof RecordsError ? error : folder.damaged(error)
    }
  }

  /** Returns everything that is stored, as JSON by key. */
  entries(): ReadonlyMap<string, string> {
    return this.texts
  }

  /**
   * Stores changes, all or none; `undefined` deletes. They are on disk when the promise resolves. Repairs the folder first if
   * the last write failed, or if a person removed the folder.
   */
  async write(changes: ReadonlyMap<string, unknown>): Promise<void> {
    if (!this.isInPlace()) await this.repair()
    this.sound = false
    const texts = Array.from(
      changes,
      ([key, value]): Change => [key, value === undefined ? value : JSON.stringify(value)],
    )
    const check = { ...this.check, writes: this.check.writes + 1 }
    for (const [key, text] of texts) {
      const before = this.texts.get(key)
      check.entries += Number(text !== undefined) - Number(before !== undefined)
      check.sum = (check.sum + hashOf(key, text) - hashOf(key, before)) | 0
    }
    await this.store(texts, check)
    for (const [key, text] of texts) {
      if (text === undefined) this.texts.delete(key)
      else this.texts.set(key, text)
    }
    this.check = check
    this.sound = true
  }

  /** Reopens the folder and makes its content equal to what was reported as stored. */
  async repair(): Promise<void> {
    this.sound = false
    await this.database?.close()
    await makeFolder(this.place)
    const { texts } = this
    const there = await this.openDatabase()
    const wrong = [...there.keys(), ...texts.keys()].filter((key) => there.get(key) !== texts.get(key))
    await this.store(
      wrong.map((key) => [key, texts.get(key)]),
      this.check,
    )
    this.sound = true
  }

  /** Notes the URL of this local WeChat for a second start. */
  heldAt(url: string): void {
    this.holder.url = url
    this.writeHolder()
  }

  async close(): Promise<void> {
    for (const name of this.isInPlace() ? [HOLDER, OPENING] : []) rmSync(join(this.place, name), { force: true })
    await this.database?.close()
    held.delete(this.place)
  }

  /** Refuses what LevelDB must not open in this process: damage on which it aborts, and what is not ours, which it would change. */
  private async probe(): Promise<void> {
    const { place } = this
    const names = readdirSync(place)
    if (!names.includes('CURRENT')) return
    if (names.includes(HOLDER) || names.includes(OPENING)) {
      const { aborted } = await readElsewhere(place)
      if (aborted) throw this.damaged(new MessageError(aborted))
    } else if (!names.includes(ACKNOWLEDGED)) {
      const copy = await mkdtemp(join(tmpdir(), 'records-'))
      try {
        for (const name of names) if (OWN_FILE.test(name)) await copyFile(join(place, name), join(copy, name))
        if ((await readElsewhere(copy)).isOurs === false) throw ofAnother(place)
      } finally {
        await rm(copy, { recursive: true, force: true })
      }
    }
  }

  /** @returns the content of the database, JSON by key */
  private async openDatabase(): Promise<Map<string, string>> {
    const { place } = this
    try {
      refuseForeign(place)
      if (this.lock === '') await this.probe()
      // An optional dependency, which back ends may leave out. jest does not support import() here.
      const { ClassicLevel }: typeof import('classic-level') = require('classic-level')
      writeFileSync(join(place, OPENING), '', { mode: OWNER_ONLY.file })
      this.database = new ClassicLevel(place)
      await this.database.open()
      protect(place)
      this.writeHolder()
      this.lock = idOf(join(place, 'LOCK'))
      const entries = await this.database.iterator({ highWaterMarkBytes: CHUNK_BYTES }).all()
      rmSync(join(place, OPENING), { force: true })
      return new Map(entries)
    } catch (error) {
      if (error instanceof RecordsError) throw error
      const code = codeOf(error)
      if (code === 'LEVEL_LOCKED') throw inUse(place, await holderOf(place))
      if (code?.endsWith('MODULE_NOT_FOUND'))
        throw new RecordsError(
          about(
            place,
            'records on disk need the package classic-level. Install it: npm install --include=optional',
            '把记录保存到磁盘需要 classic-level。请安装：npm install --include=optional',
          ),
        )
      const { en, zh } = reasonIn(error)
      // LevelDB does not find a file that it needs.
      const isMissing = code === 'LEVEL_IO_ERROR' && en === 'No such file or directory'
      throw code === 'LEVEL_CORRUPTION' || isMissing
        ? this.damaged(error)
        : new RecordsError(about(place, `cannot be used: ${en}`, `无法使用：${zh}`))
    }
  }

  /** Takes over what is on disk, after checking that it is all that was reported as stored. */
  private load(texts: Map<string, string>): void {
    const { place } = this
    const given = texts.get(CHECK_KEY)
    texts.delete(CHECK_KEY)
    this.isNew = texts.size === 0
    const [versionKey, expected] = VERSION
    const version = texts.get(versionKey)
    const isOurs = version === `${expected}` || (version === undefined && given !== undefined)
    if (!isOurs && !this.isNew) throw ofAnother(place, version)
    const acknowledged = acknowledgedIn(place)
    let sum = 0
    for (const [key, text] of texts) sum = (sum + hashOf(key, text)) | 0
    // Records of an older local WeChat have no check.
    const check =
      given === undefined ? { writes: 0, entries: texts.size, sum } : v.parse(checkSchema, JSON.parse(given))
    const { writes, entries } = check
    if (acknowledged > writes || sum !== check.sum) {
      const all = Math.max(acknowledged, writes)
      throw this.damaged(
        new MessageError({
          en: `${writes} of ${all} changes and ${texts.size} of ${entries} entries are left, and some may be altered`,
          zh: `更改共 ${all} 处，剩 ${writes} 处；条目共 ${entries} 条，剩 ${texts.size} 条；部分内容可能有误`,
        }),
      )
    }
    this.texts = texts
    this.check = check
  }

  /** @param why the reason, or an error with the reason */
  damaged(why: unknown): RecordsError {
    const { en, zh } = reasonIn(why)
    return new RecordsError(
      about(
        this.place,
        `the records are damaged (${en}). Move the folder away to start with new records; the accounts, orders, documents and files in it are lost`,
        `记录已损坏（${zh}）。请移走该目录，用新的记录启动；其中的账号、运单、数据库和文件将丢失`,
      ),
    )
  }

  private async store(changes: readonly Change[], check: Check): Promise<void> {
    const operations = [...changes, [CHECK_KEY, JSON.stringify(check)] as const].map(([key, value]) =>
      value === undefined ? { type: 'del' as const, key } : { type: 'put' as const, key, value },
    )
    const path = join(this.place, ACKNOWLEDGED)
    // Overwriting the file needs no room on a full disk.
    if (!existsSync(path)) writeFileSync(path, acknowledgement(this.check.writes), { mode: OWNER_ONLY.file })
    // A folder that became read-only refuses this before LevelDB, whose files are open, stores the change.
    const file = openSync(path, 'r+')
    try {
      await this.database?.batch(operations, { sync: true })
      writeSync(file, acknowledgement(check.writes), 0)
    } finally {
      closeSync(file)
    }
  }

  private writeHolder(): void {
    const path = join(this.place, HOLDER)
    writeFileSync(`${path}.new`, `${JSON.stringify(this.holder)}\n`, { mode: OWNER_ONLY.file })
    renameSync(`${path}.new`, path)
  }

  /** Checks that the folder still is what was opened: a person, or `git clean`, may have removed it. */
  private isInPlace(): boolean {
    return this.sound && idOf(join(this.place, 'LOCK')) === this.lock
  }
}

/** Returns the number of writes that were reported as stored; 0 if the file is missing or damaged. */
function acknowledgedIn(folder: string): number {
  try {
    const text = readFileSync(join(folder, ACKNOWLEDGED), 'utf8')
    const writes = Number.parseInt(text, 10)
    return text === acknowledgement(writes) ? writes : 0
  } catch {
    return 0
  }
}

/** Returns the content of the file `acknowledged`. Its length is always the same. */
function acknowledgement(writes: number): string {
  return [writes, hashOf('', `${writes}`) >>> 0].map((it) => `${it}`.padStart(16, '0')).join(' ')
}

/** Lets another process read a folder. Returns whether the entries are ours, and how LevelDB aborted that process. */
async function readElsewhere(place: string): Promise<{ isOurs?: boolean; aborted?: Message }> {
  try {
    const args = ['-e', READER, require.resolve('classic-level'), place, VERSION[0], CHECK_KEY]
    const env = { ...process.env, NODE_OPTIONS: '' }
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, windowsHide: true })
    return { isOurs: stdout === 'true\n' }
  } catch (error) {
    const how = readProperty(error, 'signal') ?? readProperty(error, 'code')
    // The package is not installed, or the process cannot be started.
    if (how === codeOf(error)) return {}
    return { isOurs: false, aborted: { en: `LevelDB aborts: ${how}`, zh: `LevelDB 异常终止：${how}` } }
  }
}

/** Returns a hash of an entry (32-bit FNV-1a); 0 for one that does not exist. SHA-1 would take most of a start's time. */
function hashOf(key: string, text: string | undefined): number {
  if (text === undefined) return 0
  const entry = key + text
  // In jest's sandbox, looking up a global takes longer than the rest of the loop.
  const { imul } = Math
  let hash = 0x811c9dc5
  for (let at = 0; at < entry.length; at++) hash = imul(hash ^ entry.charCodeAt(at), 0x01000193)
  return hash
}

/** @returns its path without symbolic links */
async function makeFolder(place: string): Promise<string> {
  const mode = OWNER_ONLY.folder
  try {
    // With `recursive` alone, the reason on a read-only disk would be "no such file or directory".
    await mkdir(place, { mode }).catch((error) => {
      if (codeOf(error) === 'ENOENT') return mkdir(place, { mode, recursive: true })
      if (codeOf(error) !== 'EEXIST') throw error
    })
    return await realpath(place)
  } catch (error) {
    const [path, reason] = [resolve(place), reasonOf(error)]
    throw new RecordsError(about(path, `the folder cannot be made: ${reason}`, `无法创建目录：${reason}`))
  }
}

function inUse(folder: string, holder: Holder | undefined): RecordsError {
  const { pid, url } = holder ?? {}
  const [en, zh] =
    pid === undefined
      ? ['whose process is not known', '进程未知']
      : [`process ${pid}${url ? ` at ${url}` : ''}`, `进程 ${pid}${url ? `，地址 ${url}` : ''}`]
  return new RecordsError(
    about(
      folder,
      `in use by another local WeChat, ${en}: use that one, end it, or name another folder`,
      `正被另一个本地模拟环境（${zh}）使用。请使用它、结束它，或换一个目录`,
    ),
  )
}

/** @param version of its records; undefined if they are not ours */
function ofAnother(folder: string, version?: string): RecordsError {
  const [en, zh] =
    version === undefined
      ? ['another program', '其他程序']
      : [`a local WeChat whose records have version ${version}`, `记录版本为 ${version} 的本地模拟环境`]
  return new RecordsError(
    about(
      folder,
      `contains the LevelDB of ${en}; this one reads version ${VERSION[1]}. Use a newer local WeChat, or name another folder for the records`,
      `含有${zh}的 LevelDB，这里只能读取版本 ${VERSION[1]}。请使用更新的版本，或换一个记录目录`,
    ),
  )
}

/** Refuses a folder of something else, which would be filled with LevelDB's files. */
function refuseForeign(folder: string): void {
  const names = readdirSync(folder)
  const others = names.filter((name) => !name.startsWith('.') && !OWN_FILE.test(name))
  if (others.length === 0 || names.includes('CURRENT')) return
  const some = others.slice(0, 3).join(', ')
  throw new RecordsError(
    about(
      folder,
      `contains other files (${some}). Name a new folder for the records`,
      `含有其他文件（${some}）。请另选一个新目录保存记录`,
    ),
  )
}

function idOf(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {}
  return `${dev} ${ino}`
}

/** Keeps others out of the folder, and makes the files that LevelDB created readable for the owner only. */
function protect(folder: string): void {
  const files = readdirSync(folder).filter((name) => OWN_FILE.test(name))
  for (const name of ['', ...files]) {
    try {
      chmodSync(join(folder, name), name === '' ? OWNER_ONLY.folder : OWNER_ONLY.file)
    } catch (error) {
      // LevelDB has just deleted the file, it belongs to another user, or the file system has no modes.
      if (codeOf(error) === undefined) throw error
    }
  }
}

/** Returns who holds a locked folder. That process may have locked it a moment ago and not yet have written its file. */
async function holderOf(folder: string): Promise<Holder | undefined> {
  for (let tries = 0; tries < HOLDER_TRIES; tries++) {
    try {
      const holder = v.parse(holderSchema, JSON.parse(readFileSync(join(folder, HOLDER), 'utf8')))
      if (isRunning(holder.pid)) return holder
    } catch {
      // The file does not exist yet.
    }
    await wait(HOLDER_INTERVAL_MS)
  }
  return undefined
}
