import { Collection, type Journal, type Kind } from './Collection'
import { type Migration, migrations as ownMigrations } from './migrations'
import { type Order, orderSchema, waybillKey } from './orderSchema'
import { RecordsError } from './RecordsError'
import { RecordsFolder } from './RecordsFolder'
import { reasonOf } from './reasonOf'
import {
  type Account,
  accountSchema,
  type Printer,
  printerSchema,
  type Quota,
  quotaSchema,
  type RecordsData,
} from './recordsSchema'
import { nowhere, type Store } from './Store'

export interface RecordsOptions {
  /** What new records hold. */
  readonly seed: () => RecordsData
  /** Gets a line for each change that could not be kept. */
  readonly log: (line: string) => void
  /** The steps from each version to the next; those of this release unless set. */
  readonly migrations?: readonly Migration[]
  /** Is told when changes were kept, or undone. */
  readonly onChange?: () => void
}

const accounts: Kind<Account> = {
  name: 'accounts',
  schema: accountSchema,
  keyOf: ({ appid, delivery_id, biz_id }) => [appid, delivery_id, biz_id],
  groupOf: ({ appid }) => appid,
}
const quotas: Kind<Quota> = {
  name: 'quotas',
  schema: quotaSchema,
  keyOf: ({ delivery_id, biz_id }) => [delivery_id, biz_id],
}
const orders: Kind<Order> = {
  name: 'orders',
  schema: orderSchema,
  keyOf: ({ appid, order_id }) => [appid, order_id],
  groupOf: waybillKey,
}
const printers: Kind<Printer> = {
  name: 'printers',
  schema: printerSchema,
  keyOf: ({ appid, openid }) => [appid, openid],
  groupOf: ({ appid }) => appid,
}

const VERSION_KEY = '["version"]'

/** Changes that go to disk together. */
interface Batch {
  readonly changes: Map<string, string | undefined>
  /** Oldest first. */
  readonly undo: (() => void)[]
  readonly done: Promise<void>
  resolve(): void
  reject(error: Error): void
}

/**
 * What the local WeChat knows from calls: in memory while it runs, kept in a folder or, for `:memory:`, nowhere.
 *
 * A change is made in memory at once. What changes until the disk is ready shares one synced write, and nobody is to be
 * answered before `saved()` resolves, not even who only read: the answer may rest on a change that the disk refuses. Then
 * memory gives up that change and all later ones, so that memory and disk agree.
 */
export class Records {
  private readonly journal: Journal = {
    nextNumber: () => ++this.lastNumber,
    note: (changes, undo) => this.note(changes, undo),
  }
  /** By appid, delivery_id and biz_id; listed `of(appid)`. */
  readonly accounts = new Collection(accounts, this.journal)
  /** By delivery_id and biz_id. */
  readonly quotas = new Collection(quotas, this.journal)
  /** By appid and order_id; listed `of(waybillKey(...))`. */
  readonly orders = new Collection(orders, this.journal)
  /** By appid and openid; listed `of(appid)`. */
  readonly printers = new Collection(printers, this.journal)
  private readonly collections = [this.accounts, this.quotas, this.orders, this.printers]

  private lastNumber = 0
  /** 0 until there is one. */
  private version = 0
  private next = newBatch()
  private failing = false
  private writing: Batch | undefined
  private flushing: Promise<void> | undefined
  private closing: Promise<void> | undefined

  private constructor(
    private readonly store: Store,
    private readonly log: (line: string) => void,
    private readonly onChange: () => void,
  ) {}

  /**
   * Opens records; new ones get what `seed` gives.
   *
   * @param place the path of a folder, made if it is not there, or `:memory:`
   * @param options what new records hold, and who is told what goes wrong
   * @throws RecordsError when the folder cannot be used, is used by another process, or is of a newer version
   * @example
   * const records = await Records.open('.local-wechat', { seed: () => seedOf({}, appid), log: console.log })
   * const account = await records.settled(() => records.accounts.get('wx0000000000000000', 'YUNDA', '123456'))
   * await records.close()
   */
  static async open(
    place: string,
    { seed, log, migrations = ownMigrations, onChange = () => {} }: RecordsOptions,
  ): Promise<Records> {
    const store = place === ':memory:' ? nowhere : await RecordsFolder.open(place)
    const records = new Records(store, log, onChange)
    try {
      await records.load(seed, migrations)
      return records
    } catch (error) {
      await store.close()
      throw error
    }
  }

  /**
   * Does something with the records, at once, and hands over its outcome when all is on disk that it changed or saw.
   *
   * @param act what to do; it must not wait for anything, for others act meanwhile
   * @throws RecordsError when a change could not be kept; then none of them is in memory either. Whatever `act` throws,
   *   after its changes are on disk
   * @example
   * await records.settled(() => bindAccount({ appid, wireParams, records, fixtures }))
   */
  async settled<T>(act: () => T): Promise<T> {
    try {
      return act()
    } finally {
      await this.saved()
    }
  }

  /**
   * Resolves when all that was changed up to now is on disk. Ask in the same turn in which the records were changed or
   * read: a turn later a change may be undone already.
   *
   * @throws RecordsError when it could not be kept
   */
  async saved(): Promise<void> {
    await (this.next.undo.length > 0 ? this.next : this.writing)?.done
  }

  /**
   * Keeps these records and no others, in one step.
   *
   * @param data all records
   * @example
   * records.replace(seedOf(fixtures.seed(), fixtures.defaultMiniProgram().appid))
   * await records.saved()
   */
  replace(data: RecordsData): void {
    this.accounts.replace(data.accounts)
    this.quotas.replace(data.quotas)
    this.orders.replace(data.orders)
    this.printers.replace(data.printers)
  }

  /** All records, as `replace` takes them. */
  toJSON(): RecordsData {
    return {
      accounts: this.accounts.all(),
      quotas: this.quotas.all(),
      orders: this.orders.all(),
      printers: this.printers.all(),
    }
  }

  /**
   * Tells a second start by which address this one is reached.
   *
   * @param url of the local WeChat
   */
  async heldAt(url: string): Promise<void> {
    await this.store.heldAt(url)
  }

  /** Keeps what is not on disk yet and gives the folder back to others; doing so twice is no mistake. */
  close(): Promise<void> {
    this.closing ??= this.end()
    return this.closing
  }

  private async end(): Promise<void> {
    await this.flushing
    await this.store.close()
  }

  private async load(seed: () => RecordsData, migrations: readonly Migration[]): Promise<void> {
    let texts = await this.store.read()
    const current = migrations.length + 1
    if (texts.size === 0) {
      this.setVersion(current)
      this.replace(seed())
      return await this.saved()
    }
    const { place } = this.store
    const version = Number(texts.get(VERSION_KEY))
    if (!Number.isInteger(version) || version < 1) {
      throw new RecordsError(`${place}: holds a LevelDB that is not of a local WeChat: name another folder`)
    }
    if (version > current) {
      throw new RecordsError(
        `${place}: the records are of version ${version}, and this local WeChat knows up to version ${current}: ` +
          'use a newer one, or name another folder',
      )
    }
    try {
      for (const [done, migrate] of migrations.slice(version - 1).entries()) {
        const changes = new Map([...migrate(texts), [VERSION_KEY, String(version + done + 1)]])
        texts = applied(texts, changes)
        await this.store.write(changes, () => texts)
      }
    } catch (error) {
      throw new RecordsError(`${place}: the records cannot be brought to version ${current}: ${reasonOf(error)}`)
    }
    this.version = current
    this.take(texts)
  }

  private take(texts: ReadonlyMap<string, string>): void {
    try {
      this.lastNumber = Math.max(...this.collections.map((it) => it.load(texts)))
    } catch (error) {
      throw new RecordsError(
        `${this.store.place}: the records are damaged (${reasonOf(error)}): move the folder away to begin anew`,
      )
    }
  }

  private setVersion(version: number): void {
    this.version = version
    this.note([[VERSION_KEY, String(version)]], () => {
      this.version = 0
    })
  }

  private note(changes: Iterable<readonly [string, string | undefined]>, undo: () => void): void {
    if (this.closing) throw new RecordsError(`${this.store.place}: the records are closed`)
    for (const [key, text] of changes) this.next.changes.set(key, text)
    this.next.undo.push(undo)
    this.flushing ??= this.flush()
  }

  /** Writes one batch after the other, as long as there is one. */
  private async flush(): Promise<void> {
    // Once the code that changes something has come to its end: what it changes belongs together.
    await undefined
    while (this.next.undo.length > 0) {
      const batch = this.next
      this.next = newBatch()
      this.writing = batch
      try {
        await this.store.write(batch.changes, () => this.texts())
        this.writing = undefined
        if (this.failing) this.log(`${this.store.place}: changes are kept again`)
        this.failing = false
        batch.resolve()
      } catch (error) {
        await this.giveUp([batch, this.next], error)
      }
      this.onChange()
    }
    this.flushing = undefined
  }

  private async giveUp(batches: readonly Batch[], cause: unknown): Promise<void> {
    this.next = newBatch()
    this.writing = undefined
    for (const undo of batches.flatMap((it) => it.undo).reverse()) undo()
    const { place } = this.store
    const message = `${place}: a change could not be kept and was undone: ${reasonOf(cause).replace(`${place}: `, '')}`
    this.log(message)
    this.failing = true
    // At once, lest a process that ends now leave on disk what the caller is told is not there. It may fail as well: then
    // the next change begins with it.
    await this.store.write(new Map(), () => this.texts()).catch(() => {})
    for (const batch of batches) batch.reject(new RecordsError(message, { cause }))
  }

  private texts(): Map<string, string> {
    // Without a version when nothing was ever kept: the next start has to find them new.
    const version = this.version === 0 ? [] : [[VERSION_KEY, String(this.version)] as const]
    return new Map([...version, ...this.collections.flatMap((it) => it.texts())])
  }
}

function newBatch(): Batch {
  let resolve = () => {}
  let reject = (_error: Error) => {}
  const done = new Promise<void>((res, rej) => {
    resolve = res
    reject = rej
  })
  // Who changed something without waiting for it is told by the log only.
  done.catch(() => {})
  return { changes: new Map(), undo: [], done, resolve, reject }
}

function applied(texts: ReadonlyMap<string, string>, changes: ReadonlyMap<string, string | undefined>) {
  const result = new Map(texts)
  for (const [key, text] of changes) {
    if (text === undefined) result.delete(key)
    else result.set(key, text)
  }
  return result
}
