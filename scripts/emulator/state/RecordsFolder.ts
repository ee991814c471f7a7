import { chmodSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ClassicLevel } from 'classic-level'
import * as v from 'valibot'
import { codeOf } from './codeOf'
import { isOldStateFile } from './isOldStateFile'
import { isRunning } from './isRunning'
import { RecordsError } from './RecordsError'
import { reasonOf } from './reasonOf'
import type { Changes, Store } from './Store'

const HOLDER = 'holder.json'
const LOCK = 'LOCK'
/** What LevelDB's and our own files are called; of a first start that was killed some may be there without CURRENT. */
const OWN_FILE = /^(CURRENT|LOCK|LOG|LOG\.old|MANIFEST-\d+|\d+\.(log|ldb|sst|dbtmp)|lost|holder\.json(\.new)?)$/
const OTHERS = 0o077
const FOR_THE_OWNER = { folder: 0o700, file: 0o600 }
/** So long a second start waits for the first to say who it is. */
const HOLDER_TRIES = 40
const HOLDER_EVERY_MS = 50

const holderSchema = v.object({ pid: v.pipe(v.number(), v.integer(), v.minValue(1)), url: v.optional(v.string()) })
type Holder = v.InferOutput<typeof holderSchema>

/**
 * The folders that this process holds, by device and inode. LevelDB refuses a second opening in one process too, but
 * in doing so closes the file that the lock stands on, by which POSIX frees the lock
 * (leveldb 1.20, util/env_posix.cc, LockFile): a third process would get in.
 */
const held = new Map<string, Holder>()

/**
 * Records in a folder, kept by LevelDB, whose lock the operating system frees when its process ends, however it ends.
 *
 * After a failed write LevelDB is opened anew. Until then it takes no more, or appends behind half a record, and what
 * it called failed may be written by the C library when the file is closed (env_posix.cc writes by fwrite).
 */
export class RecordsFolder implements Store {
  private sound = true

  private constructor(
    readonly place: string,
    private readonly holder: Holder,
    private opened: Opened,
  ) {}

  /**
   * Opens the folder, which is made unless it is there.
   *
   * @param place its path; links to one folder are that folder
   * @throws RecordsError when it cannot be used, with what to do
   * @example
   * const folder = await RecordsFolder.open('.local-wechat')
   * await folder.write(new Map([['key', 'text']]), () => new Map([['key', 'text']]))
   */
  static async open(place: string): Promise<RecordsFolder> {
    const holder = { pid: process.pid }
    const folder = await makeFolder(place)
    return new RecordsFolder(folder, holder, await openIn(folder, holder))
  }

  async read(): Promise<Map<string, string>> {
    return new Map(await this.opened.database.iterator().all())
  }

  async write(changes: Changes, everything: () => ReadonlyMap<string, string>): Promise<void> {
    this.sound &&= isInPlace(this.place, this.opened)
    if (!this.sound) return await this.align(everything)
    try {
      await writeSynced(this.opened.database, changes)
    } catch (error) {
      this.sound = false
      throw error
    }
  }

  async heldAt(url: string): Promise<void> {
    this.holder.url = url
    if (this.sound) writeHolder(this.place, this.holder)
  }

  async close(): Promise<void> {
    const { database } = this.opened
    if (database.status === 'open' && isInPlace(this.place, this.opened)) {
      rmSync(join(this.place, HOLDER), { force: true })
    }
    await leave(this.opened, this.holder)
  }

  /** Opens anew and makes what is there what should be there. */
  private async align(everything: () => ReadonlyMap<string, string>): Promise<void> {
    await leave(this.opened, this.holder)
    this.opened = await openIn(await makeFolder(this.place), this.holder)
    const there = await this.read()
    const wanted = everything()
    const gone = [...there.keys()].filter((key) => !wanted.has(key)).map((key) => [key, undefined] as const)
    const changed = [...wanted].filter(([key, text]) => there.get(key) !== text)
    await writeSynced(this.opened.database, new Map([...gone, ...changed]))
    this.sound = true
  }
}

interface Opened {
  readonly database: ClassicLevel
  /** Device and inode of the folder. */
  readonly id: string
  /** Inode of LevelDB's LOCK, which stays as long as the folder does. */
  readonly lock: bigint
  /** When files in the folder came or went. */
  changed: bigint
}

async function writeSynced(database: ClassicLevel, changes: Changes): Promise<void> {
  const operations = [...changes].map(([key, value]) =>
    value === undefined ? { type: 'del' as const, key } : { type: 'put' as const, key, value },
  )
  await database.batch(operations, { sync: true })
}

/** @returns its path without links */
async function makeFolder(place: string): Promise<string> {
  const path = resolve(place)
  try {
    await makeFolders(path)
  } catch (error) {
    throw new RecordsError(`${path}: ${whyNoFolder(path) ?? `the folder cannot be made: ${reasonOf(error)}`}`)
  }
  return await realpath(path)
}

/** What `recursive` of Node's mkdir does, but for its reason: on a read-only disk that is "no such file or directory". */
async function makeFolders(path: string, andParents = true): Promise<void> {
  try {
    await mkdir(path, { mode: FOR_THE_OWNER.folder })
  } catch (error) {
    if (andParents && codeOf(error) === 'ENOENT' && dirname(path) !== path) {
      await makeFolders(dirname(path))
      return await makeFolders(path, false)
    }
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}

function whyNoFolder(path: string): string | undefined {
  try {
    if (lstatSync(path).isSymbolicLink() && !statSync(path, { throwIfNoEntry: false })) return 'is a link to nothing'
    if (statSync(path).isDirectory()) return undefined
  } catch {
    return undefined
  }
  const former = isOldStateFile(path) ? ', a state file of a former local WeChat' : ''
  return `is no folder but a file${former}: records are kept in a folder, name one`
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
      await open(database, folder)
      writeHolder(folder, holder)
      const lock = statSync(join(folder, LOCK), { bigint: true }).ino
      return { database, id, lock, changed: protect(folder) }
    } catch (error) {
      await leave({ database, id }, holder)
      throw error
    }
  } catch (error) {
    throw error instanceof RecordsError ? error : new RecordsError(`${folder}: cannot be used: ${reasonOf(error)}`)
  }
}

async function leave({ database, id }: Pick<Opened, 'database' | 'id'>, holder: Holder): Promise<void> {
  await database.close()
  if (held.get(id) === holder) held.delete(id)
}

async function open(database: ClassicLevel, folder: string): Promise<void> {
  try {
    await database.open()
  } catch (error) {
    const code = codeOf(error)
    if (code === 'LEVEL_LOCKED') throw inUse(folder, await holderOf(folder))
    if (code !== 'LEVEL_CORRUPTION') throw error
    throw new RecordsError(
      `${folder}: the records are damaged (${reasonOf(error)}): move the folder away to begin anew`,
    )
  }
}

function inUse(folder: string, holder: Holder | undefined): RecordsError {
  const who = holder ? `process ${holder.pid}${holder.url ? ` at ${holder.url}` : ''}` : 'whose process is not known'
  return new RecordsError(
    `${folder}: in use by another local WeChat, ${who}: use that one, end it, or name another folder`,
  )
}

/** Somebody else's folder shall not be filled with our files. */
function refuseForeign(folder: string): void {
  const names = readdirSync(folder)
  const others = names.filter((name) => !name.startsWith('.') && !OWN_FILE.test(name))
  if (others.length === 0 || names.includes('CURRENT')) return
  throw new RecordsError(
    `${folder}: holds other files (${others.slice(0, 3).join(', ')}): name a new folder for the records`,
  )
}

function idOf(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true })
  return `${dev} ${ino}`
}

/** Whether the folder is still the one that was opened: a person, or `git clean`, may have removed it. */
function isInPlace(folder: string, opened: Opened): boolean {
  try {
    if (idOf(folder) !== opened.id) return false
    if (statSync(folder, { bigint: true }).mtimeNs === opened.changed) return true
    if (statSync(join(folder, LOCK), { bigint: true }).ino !== opened.lock) return false
    opened.changed = protect(folder)
    return true
  } catch {
    return false
  }
}

/**
 * Leaves the folder and its files to their owner; LevelDB makes files that all may read.
 *
 * @returns when files came or went there last
 */
function protect(folder: string): bigint {
  const { mtimeNs } = statSync(folder, { bigint: true })
  restrict(folder, FOR_THE_OWNER.folder)
  for (const name of readdirSync(folder)) restrict(join(folder, name), FOR_THE_OWNER.file)
  return mtimeNs
}

function restrict(path: string, mode: number): void {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats || stats.isSymbolicLink() || (stats.mode & OTHERS) === 0) return
  try {
    chmodSync(path, mode)
  } catch (error) {
    // LevelDB has just removed it, or it is somebody else's, or the file system knows no modes: none is a reason to stop.
    if (codeOf(error) === undefined) throw error
  }
}

function writeHolder(folder: string, holder: Holder): void {
  const path = join(folder, HOLDER)
  writeFileSync(`${path}.new`, `${JSON.stringify(holder)}\n`, { mode: FOR_THE_OWNER.file })
  renameSync(`${path}.new`, path)
}

/** Who holds the folder; the first may have taken the lock a moment ago and not yet said who it is. */
async function holderOf(folder: string): Promise<Holder | undefined> {
  for (let tries = 0; tries < HOLDER_TRIES; tries++) {
    try {
      const { success, output } = v.safeParse(holderSchema, JSON.parse(readFileSync(join(folder, HOLDER), 'utf8')))
      if (success && isRunning(output.pid)) return output
    } catch {
      // Not there, or not yet.
    }
    await wait(HOLDER_EVERY_MS)
  }
  return undefined
}
