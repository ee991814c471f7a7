import { statSync } from 'node:fs'
import { defaultFixtures } from './defaultFixtures'
import type { Courier, Customer, FixturesContent, GivenFixtures, MiniProgram } from './fixturesSchema'
import { FixturesError, parseFixtures } from './parseFixtures'
import { readRegularFile } from './readRegularFile'
import type { Seed } from './recordsSchema'
import type { Stub } from './stubSchema'
import { reasonOf } from './system'

/** So often the file is looked at when nobody asks for anything, that a mistake is told when it is made. */
const LOOK_EVERY_MS = 200
/** So long a file may be half written, or away, before that is told: editors truncate and write, or rename. */
const PATIENCE_MS = 100
/** File systems keep times in steps, Linux in one of up to 10 ms, FAT in one of two seconds: within a step a second save looks like the first. */
const FINE_STEP_MS = 50
const COARSE_STEP_MS = 2000

/**
 * What a person decides about the local WeChat: mini programs, couriers, customers. The file is theirs: it is read, again
 * after each save, and never written. While it has a mistake, the last good version stays in force.
 */
export class Fixtures {
  private current = indexOf(defaultFixtures())
  /** What the file said when it was good last. */
  private good: string | undefined
  private mistake: Wrong | undefined
  private told = false
  private stamp: string | undefined
  /** Whether a further save may leave the stamp as it is. */
  private fresh = false
  private patience: NodeJS.Timeout | undefined
  private timer: NodeJS.Timeout | undefined

  private constructor(
    /** Of the file. */
    private readonly path: string | undefined,
    private readonly log: (line: string) => void,
    private readonly onChange: () => void = () => {},
  ) {}

  /**
   * Reads a fixtures file and watches it.
   *
   * @param path of the file; without one, the built-in fixtures
   * @param log gets a line for each mistake in it, at the moment of saving, and one when it is good again
   * @param options mayBeMissing: the built-in fixtures are in force until there is a file; onChange is told when the file was
   *   taken over or is found to have a mistake
   * @throws FixturesError when it cannot be read or has a mistake
   * @example
   * const fixtures = Fixtures.open('local-wechat.json', console.log)
   * fixtures.customer('YUNDA', '123456')
   */
  static open(
    path: string | undefined,
    log: (line: string) => void,
    { mayBeMissing = false, onChange }: { mayBeMissing?: boolean; onChange?: () => void } = {},
  ): Fixtures {
    const fixtures = new Fixtures(path, log, onChange)
    if (path !== undefined) fixtures.start(path, mayBeMissing)
    return fixtures
  }

  /**
   * Fixtures that a program gives: they are checked now, and stay as they are.
   *
   * @throws FixturesError when they have a mistake
   */
  static of(given: GivenFixtures): Fixtures {
    const { miniPrograms } = defaultFixtures()
    const fixtures = new Fixtures(undefined, () => {})
    fixtures.current = indexOf(parseFixtures(JSON.stringify({ miniPrograms, ...given }, undefined, 2), 'the fixtures'))
    return fixtures
  }

  /** The path of the file; undefined when they are the built-in ones for want of one. */
  file(): string | undefined {
    this.look()
    return this.good === undefined && this.mistake === undefined ? undefined : this.path
  }

  /** Everything, as it is in force now. */
  content(): FixturesContent {
    return this.look().content
  }

  /** The mini program of calls that name none: the first. */
  defaultMiniProgram(): MiniProgram {
    return this.look().content.miniPrograms[0]
  }

  miniProgram(appid: string): MiniProgram | undefined {
    return this.look().miniPrograms.get(appid)
  }

  couriers(): readonly Courier[] {
    return this.look().content.couriers
  }

  courier(deliveryId: string): Courier | undefined {
    return this.look().couriers.get(deliveryId)
  }

  customer(deliveryId: string, bizId: string): Customer | undefined {
    return this.look().customers.get(keyOf(deliveryId, bizId))
  }

  /** The function that gets a message of WeChat's; undefined when none does. */
  pushedTo(msgType: string, event: string): string | undefined {
    return this.look().content.pushes.find((it) => it.MsgType === msgType && it.Event === event)?.function
  }

  /** What is bound and ordered when the records are new or reset. */
  seed(): Partial<Seed> {
    const { accounts, orders } = this.look().content
    return { accounts: [...accounts], orders: [...orders] }
  }

  /** Canned answers. */
  stubs(): readonly Stub[] {
    return this.look().content.stubs
  }

  /** The lines that tell what is wrong with the file as it was saved last; none while it is in force. */
  mistakes(): readonly string[] {
    this.look()
    return this.told ? (this.mistake?.message.split('\n') ?? []) : []
  }

  /** Watches no longer; what is in force stays. */
  close(): void {
    clearInterval(this.timer)
    clearTimeout(this.patience)
  }

  private start(path: string, mayBeMissing: boolean): void {
    const seen = this.read(path)
    if ('content' in seen) this.take(seen)
    else if (!(seen.missing && mayBeMissing)) throw new FixturesError(seen.message)
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref()
  }

  /** What is in force, after a look whether the file was saved since. */
  private look(): Indexed {
    const { path } = this
    if (path === undefined || (!this.fresh && stampOf(path).text === this.stamp)) return this.current
    const seen = this.read(path)
    if ('content' in seen) this.right(seen, path)
    else if (!seen.missing || this.good !== undefined) this.wrong(seen, path)
    else if (this.mistake) this.away(path)
    return this.current
  }

  private read(path: string): Right | Wrong {
    const { text: stamp, fresh, missing } = stampOf(path)
    this.stamp = stamp
    this.fresh = fresh
    if (missing) return { message: `${path}: there is no such file`, missing, text: undefined }
    let text: string | undefined
    try {
      text = readRegularFile(path)
      if (text === this.good) return { text, content: this.current.content }
      return { text, content: parseFixtures(text, path) }
    } catch (error) {
      const message = error instanceof FixturesError ? error.message : `${path}: cannot be read: ${reasonOf(error)}`
      return { message, missing, text }
    }
  }

  private right(seen: Right, path: string): void {
    clearTimeout(this.patience)
    this.mistake = undefined
    if (seen.text === this.good && !this.told) return
    this.told = false
    this.take(seen)
    this.log(`${path}: read again`)
    this.onChange()
  }

  /** A file that was never good is there no more, and may be missing. */
  private away(path: string): void {
    clearTimeout(this.patience)
    this.mistake = undefined
    if (this.told) this.log(`${path}: is there no more; the built-in fixtures stay in force`)
    this.told = false
    this.onChange()
  }

  private take({ text, content }: Right): void {
    if (text !== this.good) this.current = indexOf(content)
    this.good = text
  }

  private wrong(seen: Wrong, path: string): void {
    if (seen.message === this.mistake?.message && seen.text === this.mistake.text) return
    this.mistake = seen
    clearTimeout(this.patience)
    this.patience = setTimeout(() => {
      this.look()
      if (this.mistake !== seen) return
      this.told = true
      for (const line of seen.message.split('\n')) this.log(line)
      this.log(`${path}: not taken over; the last good version stays in force`)
      this.onChange()
    }, PATIENCE_MS).unref()
  }
}

interface Right {
  readonly text: string
  readonly content: FixturesContent
}

interface Wrong {
  readonly message: string
  readonly missing: boolean
  readonly text: string | undefined
}

/** What changes when the file is saved, and whether it is so new that it need not change when it is saved once more. */
function stampOf(path: string): { text: string; fresh: boolean; missing: boolean } {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (!stats) return { text: 'missing', fresh: false, missing: true }
    const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs } = stats
    const step = mtimeNs % 1_000_000_000n === 0n ? COARSE_STEP_MS : FINE_STEP_MS
    const fresh = Math.abs(Date.now() - Number(mtimeMs)) < step
    return { text: [dev, ino, size, mtimeNs, ctimeNs].join(' '), fresh, missing: false }
  } catch (error) {
    return { text: reasonOf(error), fresh: false, missing: false }
  }
}

interface Indexed {
  readonly content: FixturesContent
  readonly miniPrograms: ReadonlyMap<string, MiniProgram>
  readonly couriers: ReadonlyMap<string, Courier>
  readonly customers: ReadonlyMap<string, Customer>
}

function indexOf(content: FixturesContent): Indexed {
  return {
    content,
    miniPrograms: new Map(content.miniPrograms.map((it) => [it.appid, it])),
    couriers: new Map(content.couriers.map((it) => [it.delivery_id, it])),
    customers: new Map(content.customers.map((it) => [keyOf(it.delivery_id, it.biz_id), it])),
  }
}

function keyOf(...parts: string[]): string {
  return JSON.stringify(parts)
}
