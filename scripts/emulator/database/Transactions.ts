import { randomUUID } from 'node:crypto'
import { DatabaseError } from './DatabaseError'
import type { Document, Documents, Id } from './Documents'

/** How long a transaction may take, in milliseconds. */
const LIFETIME = 30_000

/** A document at some time. */
export interface Version {
  collection: string
  id: Id
  /** `undefined` if it does not exist. */
  document: Document | undefined
}

/** Reads and writes documents within a transaction or outside. */
export interface Access extends Pick<Documents, 'all' | 'get'> {
  /**
   * Writes all of these or none.
   *
   * @throws DatabaseError if a transaction locks one of them
   */
  write(versions: readonly Version[]): void
}

interface Transaction {
  startedAt: number
  /** As they were at the start: the documents that others have changed since. */
  before: Map<string, Version>
  /** What it has written, and locks until it is finished. */
  writes: Map<string, Version>
}

/**
 * Transactions over documents: each sees them as they were when it started, and locks what it writes. A write to a
 * document that another transaction has written fails at once, as does one to a document that has changed since the start.
 * https://docs.cloudbase.net/database/transaction
 */
export class Transactions {
  private readonly open = new Map<string, Transaction>()

  constructor(
    private readonly documents: Documents,
    private readonly now: () => number,
  ) {}

  /** Starts a transaction and returns its id. */
  start(): string {
    const id = randomUUID()
    this.open.set(id, { startedAt: this.now(), before: new Map(), writes: new Map() })
    return id
  }

  /** Writes what a transaction has changed. */
  commit(id: string): void {
    const { writes } = this.get(id)
    this.open.delete(id)
    for (const version of writes.values()) this.store(version)
  }

  abort(id: string): void {
    this.get(id)
    this.open.delete(id)
  }

  /** Aborts all transactions. Needed when documents are replaced by something other than an action. */
  abortAll(): void {
    this.open.clear()
  }

  /** Reads and writes documents within a transaction, or outside if there is no id. */
  access(id: string | undefined): Access {
    return id === undefined ? this.outside : this.inside(id)
  }

  private readonly outside: Access = {
    all: (collection) => this.documents.all(collection),
    get: (collection, id) => this.documents.get(collection, id),
    write: (versions) => {
      this.dropExpired()
      // The platform waits for the lock, which is not simulated.
      if (versions.some((it) => this.isLocked(it))) throw conflict()
      for (const version of versions) this.store(version)
    },
  }

  private inside(transactionId: string): Access {
    const transaction = this.get(transactionId)
    const { before, writes } = transaction
    return {
      all: (collection) => {
        const all = new Map(Array.from(this.documents.all(collection), (it) => [it._id, it]))
        for (const version of [...before.values(), ...writes.values()]) {
          if (version.collection !== collection) continue
          if (version.document) all.set(version.id, version.document)
          else all.delete(version.id)
        }
        return all.values()
      },
      get: (collection, id) => {
        const key = keyOf({ collection, id })
        const version = writes.get(key) ?? before.get(key)
        return version ? version.document : this.documents.get(collection, id)
      },
      write: (versions) => {
        if (versions.some((it) => before.has(keyOf(it)) || this.isLocked(it, transaction))) {
          this.open.delete(transactionId)
          throw conflict()
        }
        for (const version of versions) writes.set(keyOf(version), version)
      },
    }
  }

  private isLocked(version: Version, holder?: Transaction): boolean {
    if (this.open.size === 0) return false
    const key = keyOf(version)
    return [...this.open.values()].some((it) => it !== holder && it.writes.has(key))
  }

  private store(version: Version): void {
    const { collection, id, document } = version
    for (const { before } of this.open.values()) {
      const key = keyOf(version)
      if (!before.has(key)) before.set(key, { collection, id, document: this.documents.get(collection, id) })
    }
    if (document) this.documents.put(collection, document)
    else this.documents.remove(collection, id)
  }

  private get(id: string): Transaction {
    this.dropExpired()
    const transaction = this.open.get(id)
    if (!transaction) {
      throw new DatabaseError('DATABASE_TRANSACTION_FAIL', {
        en: NO_TRANSACTION,
        zh: '事务不存在：已提交、已回滚、已冲突或超过 30 秒',
      })
    }
    return transaction
  }

  private dropExpired(): void {
    const oldest = this.now() - LIFETIME
    for (const [id, { startedAt }] of this.open) if (startedAt < oldest) this.open.delete(id)
  }
}

/** The messages of the platform, from the tests of its SDK. */
const NO_TRANSACTION =
  '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. Please check your request, but if the problem persists, contact us.'
const CONFLICT =
  '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. Please check your request, but if the problem persists, contact us.'

function conflict(): DatabaseError {
  return new DatabaseError('DATABASE_TRANSACTION_CONFLICT', {
    en: CONFLICT,
    zh: '事务冲突：文档在此期间被修改，或正被另一个事务修改',
  })
}

function keyOf({ collection, id }: Pick<Version, 'collection' | 'id'>): string {
  return JSON.stringify([collection, id])
}
