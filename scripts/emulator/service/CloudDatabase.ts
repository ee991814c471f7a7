import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import type { Database } from '../database/Database'
import type { Document, Fields } from '../database/Documents'
import { encodeFields } from '../database/extendedJson'
import type { Fixtures } from '../state/Fixtures'
import type { Records } from '../state/Records'

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/transaction.html */
const WHERE_IN_TRANSACTION: Message = {
  en: "where() in a transaction works on the local WeChat, but WeChat's guide excludes it: read single documents by doc().",
  zh: '事务里的 where() 在本地模拟环境可用，但微信文档不支持（属于批量操作），请改用 doc() 读取单条记录。',
}

/** What `GET /emulator/database` says about a collection. */
export interface CollectionSummary {
  name: string
  /** How many it has. */
  documents: number
}

/** The body of `GET /emulator/database/NAME`. */
export interface FoundDocuments {
  /** How many documents the query matches. */
  total: number
  /** Some of them, in Extended JSON. */
  documents: Fields[]
}

/**
 * The document database of the cloud, one for all environments and mini programs: assumed#database-env. A collection that the
 * fixtures name always exists. When the promise of a method settles, its changes are on disk.
 */
export class CloudDatabase {
  private loaded: Database | undefined
  private hasWarned = false

  constructor(
    private readonly fixtures: Fixtures,
    private readonly records: Records,
  ) {}

  /**
   * Carries out an action of wx-server-sdk.
   *
   * @param action `database.getDocument`, for example
   * @throws DatabaseError
   */
  call(action: string, fields: Readonly<Fields>): Promise<Fields> {
    return this.settled(() => this.database().call(action, fields))
  }

  /** Returns what the log says about the first `where()` in a transaction. */
  warning({ queryType, transactionId }: Readonly<Fields>): Message | undefined {
    if (this.hasWarned || queryType !== 'WHERE' || transactionId === undefined) return undefined
    this.hasWarned = true
    return WHERE_IN_TRANSACTION
  }

  collections(): Promise<CollectionSummary[]> {
    const { documents } = this.records
    return this.settled(() => documents.names().map((name) => ({ name, documents: documents.count(name) })))
  }

  /**
   * Returns documents in the order in which they were inserted.
   *
   * @throws DatabaseError if the query is invalid or the collection does not exist
   */
  async find(collection: string, query: Fields, skip: number, limit: number): Promise<FoundDocuments> {
    const found = await this.settled(() => this.database().find(collection, query))
    return { total: found.length, documents: found.slice(skip, skip + limit).map(encodeFields) }
  }

  /** Replaces the documents of a collection, which is created if it does not exist. */
  replace(collection: string, documents: readonly Document[]): Promise<void> {
    return this.settled(() => {
      this.records.documents.replace(collection, documents)
      this.loaded?.abortTransactions()
    })
  }

  /** Ends all transactions after all collections were removed. Those of the fixtures are created again when they are needed. */
  clear(): void {
    this.loaded?.abortTransactions()
  }

  private settled<T>(act: () => T): Promise<T> {
    return this.records.settled(() => {
      const { documents } = this.records
      for (const [name, content] of Object.entries(this.fixtures.content().collections)) {
        if (!documents.has(name)) documents.replace(name, content)
      }
      return act()
    })
  }

  /** Loads the database when it is first used: evaluating queries takes 300 kB of code. */
  private database(): Database {
    const module: typeof import('../database/Database') = require('../database/Database')
    this.loaded ??= new module.Database(this.records.documents)
    return this.loaded
  }
}
