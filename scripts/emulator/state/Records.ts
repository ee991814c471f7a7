import { about, type Log, reasonIn } from '../system/system'
import { Collection } from './Collection'
import { Contents } from './Contents'
import { RecordsError, RecordsFolder, VERSION } from './RecordsFolder'
import {
  accountSchema,
  fileSchema,
  orderSchema,
  paymentSchema,
  printerSchema,
  quotaSchema,
  type RecordsData,
  type StoredFile,
} from './recordsSchema'
import { StoredDocuments } from './StoredDocuments'

export interface RecordsOptions {
  /** Returns what new records contain. */
  readonly seed: () => RecordsData
  /** Returns the files that new records contain: the path in the storage, and that of the file to copy (default: none). */
  readonly files?: () => readonly (readonly [path: string, source: string])[]
  /** Receives a line when changes cannot be stored, and when they can again. */
  readonly log: Log
  /** Called after changes were stored or undone. */
  readonly onChange?: () => void
}

/**
 * What the local WeChat knows from calls: in memory, and on disk unless the place is `:memory:`.
 *
 * A change is in memory immediately. Changes that are made while the disk is busy share one synced write. No call may
 * respond before `saved()` resolves, even if it only read: what it read may not be on disk yet. If a write fails, memory
 * returns to what is on disk, and every call that is waiting fails.
 */
export class Records {
  private readonly note = (key: string, value: unknown) => this.change(key, value)
  readonly accounts = new Collection(
    { name: 'accounts', schema: accountSchema, key: ['appid', 'delivery_id', 'biz_id'] },
    this.note,
  )
  readonly quotas = new Collection({ name: 'quotas', schema: quotaSchema, key: ['delivery_id', 'biz_id'] }, this.note)
  readonly orders = new Collection({ name: 'orders', schema: orderSchema, key: ['appid', 'order_id'] }, this.note)
  readonly printers = new Collection({ name: 'printers', schema: printerSchema, key: ['appid', 'openid'] }, this.note)
  readonly payments = new Collection(
    { name: 'payments', schema: paymentSchema, key: ['merchant_id', 'merchant_trade_no'] },
    this.note,
  )
  readonly documents = new StoredDocuments(this.note)
  readonly files = new Collection({ name: 'files', schema: fileSchema, key: ['path'] }, this.note)
  private readonly kinds = [
    this.accounts,
    this.quotas,
    this.orders,
    this.printers,
    this.payments,
    ...this.documents.kinds,
    this.files,
  ]
  readonly contents: Contents

  /** Changes that no write has taken yet. */
  private changes = new Map<string, unknown>()
  /** Settles when every change until now is on disk or undone. */
  private lastWrite: Promise<void> = Promise.resolve()
  private failing = false
  private closing: Promise<void> | undefined

  private constructor(
    private readonly folder: RecordsFolder | undefined,
    private readonly options: RecordsOptions,
  ) {
    this.contents = new Contents(folder?.place)
  }

  /**
   * Opens records. New ones get what `seed` returns.
   *
   * @param place the path of a folder, which is created if it does not exist, or `:memory:`
   * @throws RecordsError if the folder cannot be used, is in use, or is of another version
   * @example
   * const records = await Records.open('.local-wechat', { seed: () => seedOf({}, appid), log: console.log })
   * const account = await records.settled(() => records.accounts.get('wx0000000000000000', 'YUNDA', '123456'))
   * await records.close()
   */
  static async open(place: string, options: RecordsOptions): Promise<Records> {
    const folder = place === ':memory:' ? undefined : await RecordsFolder.open(place)
    const records = new Records(folder, options)
    try {
      if (folder && !folder.isNew) records.load(folder)
      else {
        const files = await records.seedFiles()
        records.change(...VERSION)
        records.replace(options.seed())
        records.files.replace(files)
      }
      await records.saved()
      records.contents.sweep(records.files.all())
      return records
    } catch (error) {
      records.contents.close()
      await folder?.close()
      throw error
    }
  }

  /**
   * Calls a function, and returns or throws what it does once everything that it changed or read is on disk.
   *
   * @param act must be synchronous: between its reads and its changes no other call may act
   * @throws RecordsError if a change could not be stored; then memory does not have it either
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
   * Resolves when all changes until now are on disk. Call it in the same tick as the change or the read.
   *
   * @throws RecordsError if one could not be stored
   */
  saved(): Promise<void> {
    return this.lastWrite
  }

  /**
   * Replaces everything by what new records contain.
   *
   * @param act is called in the same step
   * @throws MessageError if a file cannot be copied; then nothing changes
   */
  async reset(act: () => void): Promise<void> {
    const files = await this.seedFiles()
    const before = this.files.all()
    await this.settled(() => {
      this.replace(this.options.seed())
      this.documents.clear()
      this.files.replace(files)
      act()
    })
    for (const it of before) this.contents.remove(it.content)
  }

  private seedFiles(): Promise<StoredFile[]> {
    const time = Math.floor(Date.now() / 1000)
    const files = this.options.files?.() ?? []
    return Promise.all(files.map(async ([path, source]) => ({ path, ...(await this.contents.copy(source)), time })))
  }

  /** Replaces all records but documents and files in one step. */
  replace(data: RecordsData): void {
    this.accounts.replace(data.accounts)
    this.quotas.replace(data.quotas)
    this.orders.replace(data.orders)
    this.printers.replace(data.printers)
    this.payments.replace(data.payments)
  }

  /** Returns all records but documents and files, as `replace` takes them. */
  toJSON(): RecordsData {
    return {
      accounts: this.accounts.all(),
      quotas: this.quotas.all(),
      orders: this.orders.all(),
      printers: this.printers.all(),
      payments: this.payments.all(),
    }
  }

  /** Notes the URL of this local WeChat in the folder, for the message of another one that finds it in use. */
  heldAt(url: string): void {
    this.folder?.heldAt(url)
  }

  /** Stores the changes that are not on disk yet and releases the folder. It can be called twice. */
  close(): Promise<void> {
    this.closing ??= this.lastWrite
      .catch(() => {})
      .then(() => {
        this.contents.close()
        return this.folder?.close()
      })
    return this.closing
  }

  /** Returns memory to what is on disk. */
  private load(folder: RecordsFolder): void {
    const stored = folder.entries()
    try {
      for (const it of this.kinds) it.load(stored)
    } catch (error) {
      throw folder.damaged(error)
    }
  }

  private change(key: string, value: unknown): void {
    if (this.closing) throw new RecordsError({ en: 'the records are closed', zh: '记录已关闭' })
    if (this.changes.size === 0) {
      this.lastWrite = this.write(this.lastWrite)
      // A caller need not wait for its change; the log reports the failure.
      this.lastWrite.catch(() => {})
    }
    this.changes.set(key, value)
  }

  /** Writes everything that changes until the former write is done. Fails if that one does. */
  private async write(former: Promise<void>): Promise<void> {
    await former
    const { changes } = this
    this.changes = new Map()
    if (this.folder) await this.keep(this.folder, changes)
    this.options.onChange?.()
  }

  /** @throws RecordsError if the changes cannot be stored; then memory returns to what is on disk */
  private async keep(folder: RecordsFolder, changes: ReadonlyMap<string, unknown>): Promise<void> {
    const { place } = folder
    try {
      await folder.write(changes)
      if (this.failing) this.options.log(about(place, 'changes are kept again', '更改已恢复保存'))
      this.failing = false
    } catch (cause) {
      // Changes that came since are undone too: they may depend on the ones that failed.
      this.changes = new Map()
      this.load(folder)
      // Repairs the folder now, since the failed change may be in it and the process may stop. If this fails as well, the
      // next write repeats it.
      const repaired = folder.repair().catch(() => {})
      this.lastWrite = repaired
      const { en, zh } = reasonIn(cause)
      const message = about(
        place,
        `a change could not be kept and was undone: ${en.replace(`${place}: `, '')}`,
        `有一处更改无法保存，已撤销：${zh.replace(`${place}：`, '')}`,
      )
      this.options.log(message)
      this.failing = true
      await repaired
      this.options.onChange?.()
      throw new RecordsError(message, { cause })
    }
  }
}
