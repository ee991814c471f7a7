import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ClassicLevel } from 'classic-level'
import * as v from 'valibot'
import { codeOf, isRunning, reasonOf } from './system'

const HOLDER = 'holder.json'
/**
 * This file has the number of the last write that was reported as stored. LevelDB drops what it cannot read at the end of its
 * log, which is normal for a write that was interrupted. With fewer writes than in this file, stored ones are lost.
 */
const WRITES = 'writes'
/** The entry that every write updates: the number of the write, the number of entries, and their checksum. */
const CHECK_KEY = '["check"]'
const CHECKSUM_LIMIT = 2 ** 48
/** The files of LevelDB and of this program. A first start that was killed may leave some of them without CURRENT. */
const OWN_FILE = /^(CURRENT|LOCK|LOG|LOG\.old|MANIFEST-\d+|\d+\.(log|ldb|sst|dbtmp)|lost|writes|holder\.json(\.new)?)$/
const OWNER_ONLY = { folder: 0o700, file: 0o600 }
/** How often, and with which interval in milliseconds, a second start looks for the holder of a locked folder. */
const HOLDER_TRIES = 40
const HOLDER_INTERVAL_MS = 50

const holderSchema = v.object({ pid: v.pipe(v.number(), v.integer(), v.minValue(1)), url: v.optional(v.string()) })
/** The process that uses a folder, and the URL of its local WeChat. */
type Holder = v.InferOutput<typeof holderSchema>

const checkSchema = v.tuple([v.number(), v.number(), v.number()])

/** Records that cannot be opened, or a change that cannot be stored. The message names the folder, why, and what to do. */
export class RecordsError extends Error {
  override readonly name = 'RecordsError'

  static damaged(place: string, why: unknown): RecordsError {
    return new RecordsError(
      `${place}: the records are damaged (${reasonOf(why)}). Move the folder away to start with new records`,
    )
  }
}

/**
 * The folders that this process holds, by device and inode. LevelDB refuses to open a folder twice in one process, but
 * then closes the file that is locked, which releases the lock on POSIX (leveldb 1.20, util/env_posix.cc, LockFile).
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
  private sound = true
  /** The hash of each entry on disk, and their sum. */
  private readonly hashes = new Map<string, number>()
  private checksum = 0
  private writes = 0

  private constructor(
    readonly place: string,
    private readonly holder: Holder,
    private opened: Opened,
  ) {}

  /**
   * Opens a folder, and creates it if it does not exist.
   *
   * @throws RecordsError if it cannot be used
   */
  static async open(place: string): Promise<RecordsFolder> {
    const holder = { pid: process.pid }
    const folder = await makeFolder(place)
    return new RecordsFolder(folder, holder, await openIn(folder, holder))
  }

  /**
   * Returns everything that is stored. A value that is not JSON is undefined.
   *
   * @throws RecordsError if something that was stored is missing or altered
   */
  async read(): Promise<Map<string, unknown>> {
    try {
      const texts = await this.entries()
      const [writes, entries, checksum] = v.parse(checkSchema, parsed(texts.get(CHECK_KEY) ?? '[0, 0, 0]'))
      texts.delete(CHECK_KEY)
      for (const [key, text] of texts) this.hash(key, text)
      this.writes = writes
      const stored = writesIn(this.place)
      const mistake =
        (stored > writes && `${stored - writes} of ${stored} changes are missing`) ||
        (entries > texts.size && `${entries - texts.size} of ${entries} entries are missing`) ||
        (writes > 0 && checksum !== this.checksum && 'entries are altered')
      if (mistake) throw new Error(mistake)
      return new Map([...texts].map(([key, text]) => [key, parsed(text)]))
    } catch (error) {
      throw RecordsError.damaged(this.place, error)
    }
  }

  /**
   * Stores changes, all or none; `undefined` deletes. They are on disk when the promise resolves.
   *
   * @param stored what is stored so far, in case that the folder has to be repaired or was removed by a person
   */
  async write(changes: ReadonlyMap<string, unknown>, stored: ReadonlyMap<string, unknown>): Promise<void> {
    if (!this.isInPlace()) await this.repair(stored)
    this.sound = false
    await this.batch([...changes].map(([key, value]) => [key, value === undefined ? value : JSON.stringify(value)]))
    this.sound = true
  }

  /** Reopens the folder and makes its content equal to `stored`. */
  async repair(stored: ReadonlyMap<string, unknown>): Promise<void> {
    this.sound = false
    await leave(this.opened, this.holder)
    this.opened = await openIn(await makeFolder(this.place), this.holder)
    const there = await this.entries()
    const wanted = new Map([...stored].map(([key, value]) => [key, JSON.stringify(value)]))
    this.hashes.clear()
    this.checksum = 0
    for (const [key, text] of there) this.hash(key, text)
    const keys = new Set([...there.keys(), ...wanted.keys()])
    const wrong = [...keys].filter((key) => there.get(key) !== wanted.get(key))
    await this.batch(wrong.map((key) => [key, wanted.get(key)]))
    this.sound = true
  }

  /** Notes the URL of this local WeChat for a second start. */
  async heldAt(url: string): Promise<void> {
    this.holder.url = url
    if (this.sound) writeHolder(this.place, this.holder)
  }

  async close(): Promise<void> {
    if (this.isInPlace()) rmSync(join(this.place, HOLDER), { force: true })
    await leave(this.opened, this.holder)
  }

  private async entries(): Promise<Map<string, string>> {
    return new Map(await this.opened.database.iterator().all())
  }

  private async batch(changes: [key: string, text: string | undefined][]): Promise<void> {
    for (const [key, text] of changes) this.hash(key, text)
    const check = [++this.writes, this.hashes.size, this.checksum]
    const operations = [...changes, [CHECK_KEY, JSON.stringify(check)] as const].map(([key, value]) =>
      value === undefined ? { type: 'del' as const, key } : { type: 'put' as const, key, value },
    )
    await this.opened.database.batch(operations, { sync: true })
    const file = join(this.place, WRITES)
    // Overwriting the file needs no room on a full disk.
    const flag = existsSync(file) ? 'r+' : 'w'
    writeFileSync(file, `${this.writes}`.padStart(16, '0'), { flag, mode: OWNER_ONLY.file })
  }

  /** Updates the checksum for an entry; `undefined` if it is deleted. */
  private hash(key: string, text: string | undefined): void {
    const before = this.hashes.get(key) ?? 0
    const after = text === undefined ? 0 : createHash('sha1').update(`${key} ${text}`).digest().readUIntBE(0, 6)
    if (text === undefined) this.hashes.delete(key)
    else this.hashes.set(key, after)
    this.checksum = (this.checksum - before + after + CHECKSUM_LIMIT) % CHECKSUM_LIMIT
  }

  /** Checks that the folder still is what was opened: a person, or `git clean`, may have removed it. */
  private isInPlace(): boolean {
    try {
      return this.sound && idOf(join(this.place, 'LOCK')) === this.opened.lock
    } catch {
      return false
    }
  }
}

interface Opened {
  readonly database: ClassicLevel
  /** Device and inode of the folder. */
  readonly id: string
  /** Device and inode of LevelDB's LOCK, which exists as long as the folder. */
  readonly lock: string
}

/** Returns the number of writes that were reported as stored; 0 if the file is missing or damaged. */
function writesIn(folder: string): number {
  try {
    return Number(readFileSync(join(folder, WRITES), 'utf8')) || 0
  } catch {
    return 0
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @returns its path without symbolic links */
async function makeFolder(place: string): Promise<string> {
  const path = resolve(place)
  const mode = OWNER_ONLY.folder
  try {
    // With `recursive` alone, the reason on a read-only disk would be "no such file or directory".
    await mkdir(path, { mode }).catch((error) => {
      if (codeOf(error) !== 'ENOENT') throw error
      return mkdir(path, { mode, recursive: true })
    })
  } catch (error) {
    if (!isFolder(path)) throw new RecordsError(`${path}: the folder cannot be made: ${reasonOf(error)}`)
  }
  return await realpath(path)
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

async function openIn(folder: string, holder: Holder): Promise<Opened> {
  try {
    refuseForeign(folder)
    const id = idOf(folder)
    const inThisProcess = held.get(id)
    if (inThisProcess) throw inUse(folder, inThisProcess)
    held.set(id, holder)
    const database = new ClassicLevel(folder)
    try {
      await database.open()
      protect(folder)
      writeHolder(folder, holder)
      return { database, id, lock: idOf(join(folder, 'LOCK')) }
    } catch (error) {
      await leave({ database, id }, holder)
      throw error
    }
  } catch (error) {
    if (error instanceof RecordsError) throw error
    const code = codeOf(error)
    if (code === 'LEVEL_LOCKED') throw inUse(folder, await holderOf(folder))
    const reason = reasonOf(error)
    // LevelDB does not find a file that it needs.
    const isMissing = code === 'LEVEL_IO_ERROR' && reason === 'No such file or directory'
    if (code === 'LEVEL_CORRUPTION' || isMissing) throw RecordsError.damaged(folder, reason)
    throw new RecordsError(`${folder}: cannot be used: ${reason}`)
  }
}

async function leave({ database, id }: Pick<Opened, 'database' | 'id'>, holder: Holder): Promise<void> {
  await database.close()
  if (held.get(id) === holder) held.delete(id)
}

function inUse(folder: string, holder: Holder | undefined): RecordsError {
  const who = holder ? `process ${holder.pid}${holder.url ? ` at ${holder.url}` : ''}` : 'whose process is not known'
  return new RecordsError(
    `${folder}: in use by another local WeChat, ${who}: use that one, end it, or name another folder`,
  )
}

/** Refuses a folder of something else, which would be filled with LevelDB's files. */
function refuseForeign(folder: string): void {
  const names = readdirSync(folder)
  const others = names.filter((name) => !name.startsWith('.') && !OWN_FILE.test(name))
  if (others.length === 0 || names.includes('CURRENT')) return
  throw new RecordsError(
    `${folder}: contains other files (${others.slice(0, 3).join(', ')}). Name a new folder for the records`,
  )
}

function idOf(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true })
  return `${dev} ${ino}`
}

/** Keeps others out of the folder, and makes the files that LevelDB created readable for the owner only. */
function protect(folder: string): void {
  restrict(folder, OWNER_ONLY.folder)
  for (const name of readdirSync(folder)) if (OWN_FILE.test(name)) restrict(join(folder, name), OWNER_ONLY.file)
}

function restrict(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch (error) {
    // LevelDB has just deleted the file, it belongs to another user, or the file system has no modes.
    if (codeOf(error) === undefined) throw error
  }
}

function writeHolder(folder: string, holder: Holder): void {
  const path = join(folder, HOLDER)
  writeFileSync(`${path}.new`, `${JSON.stringify(holder)}\n`, { mode: OWNER_ONLY.file })
  renameSync(`${path}.new`, path)
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
