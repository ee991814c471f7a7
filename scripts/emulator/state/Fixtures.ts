import { statSync } from 'node:fs'
import { sandbox } from '../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { encode } from '../database/extendedJson'
import { FileError, type Mistake, parseText, readText } from '../schemas/parseText'
import { oneOfThese } from '../schemas/plainSchemas'
import { about, codeOf, type Log, reasonOf } from '../system/system'
import { defaultFixtures, withDefaults } from './defaultFixtures'
import {
  type Courier,
  type Customer,
  type FixturesContent,
  type FixturesFile,
  fixturesSchema,
  type GivenFixtures,
  type MiniProgram,
  type PushTarget,
} from './fixturesSchema'
import { type RecordsData, seedOf } from './recordsSchema'

/** How often the file is checked when no call reads the fixtures, in milliseconds. */
const POLL_INTERVAL_MS = 200
/** The precision of file times on FAT, in milliseconds; other file systems are more precise. Two saves within it look like one. */
const PRECISION_MS = 2000

interface Version {
  /** The text of the file; undefined if there is no file. */
  readonly text: string | undefined
  readonly content: FixturesContent
}

/**
 * What a person decides about the local WeChat: mini programs, couriers, customers. Their file is read, again after each
 * save, and never written. While it has a mistake, the last valid version stays in force.
 */
export class Fixtures {
  private inForce: Version = { text: undefined, content: defaultFixtures() }
  private customers = customersOf(this.inForce.content)
  /** Why the current file is not in force. */
  private mistake: FileError | undefined
  /** The last mistake that was logged, until it is corrected. */
  private reported: FileError | undefined
  /** Identifies what was read last. */
  private stamp: string | undefined
  private timer: NodeJS.Timeout | undefined

  private constructor(
    private readonly path: string | undefined,
    private readonly log: Log,
    private readonly onChange: () => void = () => {},
  ) {}

  /**
   * Reads a fixtures file and watches it.
   *
   * @param path of the file; undefined for the built-in fixtures
   * @param log receives the mistakes in each saved version, and a line when a version is in force
   * @param options mayBeMissing: the built-in fixtures are in force until there is a file. onChange: called when a saved
   *   version is in force or has a mistake
   * @throws FileError if the file cannot be read or has a mistake
   * @example
   * const fixtures = Fixtures.open('local-wechat.json', console.log)
   * fixtures.customer('YUNDA', '123456')
   */
  static open(
    path: string | undefined,
    log: Log,
    { mayBeMissing = false, onChange }: { mayBeMissing?: boolean; onChange?: () => void } = {},
  ): Fixtures {
    const fixtures = new Fixtures(path, log, onChange)
    if (path === undefined) return fixtures
    const version = fixtures.read(path)
    if (version.text === undefined && !mayBeMissing) readText(path) // Throws.
    fixtures.take(version)
    fixtures.timer = setInterval(() => fixtures.poll(path), POLL_INTERVAL_MS).unref()
    return fixtures
  }

  /**
   * Returns fixtures that a program gives. They never change.
   *
   * @throws FileError if they have a mistake
   */
  static of(given: GivenFixtures): Fixtures {
    const fixtures = new Fixtures(undefined, () => {})
    // A program may give documents with dates.
    const text = JSON.stringify(encode(given), undefined, 2)
    fixtures.take({ text, content: parseFixtures(text, 'fixtures') })
    return fixtures
  }

  /** Returns the path of the file; undefined if the built-in fixtures are in force. */
  file(): string | undefined {
    return this.look().text === undefined && this.mistake === undefined ? undefined : this.path
  }

  /** Returns what is in force now. */
  content(): FixturesContent {
    return this.look().content
  }

  /** Returns the mini program of calls that do not name one: the first. */
  defaultMiniProgram(): MiniProgram {
    return this.content().miniPrograms[0]
  }

  miniProgram(appid: string): MiniProgram | undefined {
    return this.content().miniPrograms.find((it) => it.appid === appid)
  }

  courier(deliveryId: string): Courier | undefined {
    return this.content().couriers.find((it) => it.delivery_id === deliveryId)
  }

  customer(deliveryId: string, bizId: string): Customer | undefined {
    this.look()
    return this.customers.get(JSON.stringify([deliveryId, bizId]))
  }

  /** Returns the function or server that receives a push, if any. */
  pushedTo(msgType: string, event: string): PushTarget | undefined {
    return this.content().pushes.find((it) => it.MsgType === msgType && it.Event === event)
  }

  /** Returns the records of a first start and of a reset. */
  seed(): RecordsData {
    return seedOf(this.content(), this.defaultMiniProgram().appid)
  }

  /** Returns the lines that were logged about a mistake in the file, until it is corrected. */
  mistakes(): readonly Message[] {
    this.look()
    return this.reported?.lines ?? []
  }

  /** Stops watching. What is in force stays. */
  close(): void {
    clearInterval(this.timer)
  }

  /** Reads the file if it was saved, and returns what is in force. */
  private look(): Version {
    const { path } = this
    if (path === undefined || (this.stamp !== undefined && stampOf(path) === this.stamp)) return this.inForce
    try {
      this.accept(this.read(path), path)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      this.mistake = error
    }
    return this.inForce
  }

  private read(path: string): Version {
    this.stamp = stampOf(path)
    try {
      const text = readText(path)
      return text === this.inForce.text ? this.inForce : { text, content: parseFixtures(text, path) }
    } catch (error) {
      if (codeOf(error) === 'ENOENT' && this.inForce.text === undefined) return this.inForce
      throw error
    }
  }

  private accept(version: Version, path: string): void {
    this.mistake = undefined
    if (version === this.inForce && this.reported === undefined) return
    this.reported = undefined
    this.take(version)
    this.log(
      version.text === undefined
        ? about(path, 'was deleted; the built-in fixtures stay in force', '已删除，改用内置的初始数据')
        : about(path, 'read again', '已重新读取'),
    )
    this.onChange()
  }

  private take(version: Version): void {
    this.inForce = version
    this.customers = customersOf(version.content)
  }

  /** Reads the file if it was saved. Reports a mistake unless it is gone at the next poll: editors truncate a file when saving. */
  private poll(path: string): void {
    const before = this.mistake
    this.look()
    if (this.mistake === undefined || this.mistake.message !== before?.message) return
    if (this.mistake.message === this.reported?.message) return
    this.reported = this.mistake
    for (const line of this.mistake.lines) this.log(line)
    this.log(about(path, 'not taken over; the last good version stays in force', '未采用，仍使用上一个正确的版本'))
    this.onChange()
  }
}

/** Returns a string that changes when the file is saved; undefined if a save in this moment might not change it. */
function stampOf(path: string): string | undefined {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (!stats) return 'missing'
    const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs } = stats
    if (Math.abs(Date.now() - Number(mtimeMs)) < PRECISION_MS) return undefined
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ')
  } catch (error) {
    return reasonOf(error)
  }
}

/** Indexes customers, of which there may be many. */
function customersOf({ customers }: FixturesContent): ReadonlyMap<string, Customer> {
  return new Map(customers.map((it) => [JSON.stringify([it.delivery_id, it.biz_id]), it]))
}

/**
 * Parses the text of a fixtures file.
 *
 * @param path of the file, for the messages
 * @throws FileError, see parseText
 * @example
 * parseFixtures('{ "miniPrograms": [{ "appid": "wx1", "secret": "s" }] }', 'local-wechat.json')
 */
export function parseFixtures(text: string, path: string): FixturesContent {
  return withDefaults(parseText(fixturesSchema, text, path, { en: 'the fixtures ', zh: '初始数据' }, referenceMistakes))
}

/** Finds references to couriers and mini programs that do not exist. */
function referenceMistakes(file: FixturesFile): Mistake[] {
  const { couriers, miniPrograms } = withDefaults(file)
  const known = {
    delivery_id: [...couriers.map((it) => it.delivery_id), sandbox.deliveryId],
    appid: miniPrograms.map((it) => it.appid),
  }
  const sections = ['customers', 'accounts', 'orders', 'payments'] as const
  return sections.flatMap((section) =>
    (file[section] ?? []).flatMap((item, index) =>
      Object.entries(known).flatMap(([field, values]) => {
        const value = readProperty(item, field)
        if (value === undefined || values.some((it) => it === value)) return []
        return [{ at: [section, index, field], what: oneOfThese(values) }]
      }),
    ),
  )
}
