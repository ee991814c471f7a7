import {
  CollectionNotExistError,
  DatabaseError,
  invalidParam,
  NotSimulatedInDatabaseError,
  requestFailed,
} from './DatabaseError'
import type { Document, Documents, Fields, Id } from './Documents'
import { evaluated } from './evaluated'
import { encode, encodeForOldSdk } from './extendedJson'
import type { Collection } from './operations'
import * as operations from './operations'
import { aggregate } from './pipeline'
import { Request } from './Request'
import { Transactions } from './Transactions'

/** How many results an aggregation without `$limit` returns, and one with it at most (reported by users). */
const AGGREGATED = { byDefault: 20, atMost: 10_000 }

/**
 * Answers the `database.*` actions that wx-server-sdk sends: those of 2.0 and later, those of 0.4 to 1.8, and the mixture of
 * 2.0 and 2.1.
 *
 * @example
 * const database = new Database(documents)
 * database.call('database.countDocument', { collectionName: 'parcels', query: {} }) // { data: { total: 2 } }
 */
export class Database {
  private readonly transactions: Transactions

  /**
   * @param documents where the collections are stored
   * @param now returns the time in milliseconds
   */
  constructor(
    private readonly documents: Documents,
    private readonly now: () => number = Date.now,
  ) {
    this.transactions = new Transactions(documents, now)
  }

  /**
   * Carries out an action, at once.
   *
   * @param action `database.getDocument`, for example
   * @param fields what the SDK sends beside the action
   * @returns the body of the response, without `requestId`
   * @throws CollectionNotExistError, NotSimulatedInDatabaseError, other DatabaseErrors; then nothing has changed, except that
   *   the documents before an invalid one in an insertion of several are inserted
   */
  call(action: string, fields: Readonly<Fields>): Fields {
    const carryOut = this.actions[action]
    if (!carryOut) throw new NotSimulatedInDatabaseError(action)
    try {
      return carryOut(new Request(fields, this.now()))
    } catch (error) {
      if (error instanceof RangeError)
        throw requestFailed('the request is nested too deeply or its result is too large', '请求嵌套过深，或结果过大')
      throw error
    }
  }

  /**
   * Returns the documents that a query matches, in the order in which they were inserted.
   *
   * @throws DatabaseError if the query is invalid or the collection does not exist
   */
  find(collectionName: string, query: Fields): readonly Document[] {
    const request = new Request({ collectionName, query }, this.now())
    return operations.matching(this.collection(request), request.query)
  }

  /** Aborts all transactions. Call it when documents are replaced by something other than `call`. */
  abortTransactions(): void {
    this.transactions.abortAll()
  }

  private readonly actions: Readonly<Record<string, (request: Request) => Fields>> = {
    'database.addCollection': ({ collectionName }) => {
      if (this.documents.has(collectionName)) {
        // Functions look for `Table exist`; the code is assumed#database-exists.
        throw new DatabaseError('DATABASE_COLLECTION_ALREADY_EXIST', {
          en: `Table exist: ${collectionName}`,
          zh: `集合 ${collectionName} 已存在`,
        })
      }
      this.documents.replace(collectionName, [])
      return {}
    },

    'database.insertDocument': (request) => {
      const collection = this.collection(request)
      return { data: { insertedIds: request.documents.map((it) => operations.insert(collection, it)) } }
    },
    'database.getDocument': (request) => {
      const { limit, offset } = request
      const list = operations.find(this.collection(request), request).map(textOf)
      return { data: { list, offset, limit } }
    },
    'database.modifyDocument': (request) => {
      const { updated, insertedId } = this.modify(request)
      return { data: { updated, upsert_id: insertedId } }
    },
    'database.removeDocument': (request) => this.remove(request),
    'database.calculateDocument': (request) => this.count(request),
    'database.aggregateDocuments': (request) => ({ data: { list: this.aggregate(request) } }),

    'database.startTransaction': () => ({ transactionId: this.transactions.start() }),
    'database.commitTransaction': ({ transactionId = '' }) => {
      this.transactions.commit(transactionId)
      return {}
    },
    'database.abortTransaction': ({ transactionId = '' }) => {
      this.transactions.abort(transactionId)
      return {}
    },

    'database.addDocument': (request) => ({
      data: { _id: operations.insert(this.collection(request), request.document) },
    }),
    'database.queryDocument': (request) => ({
      data: { list: operations.find(this.collection(request), request).map(encodeForOldSdk) },
    }),
    'database.updateDocument': (request) => {
      const { updated, insertedId } = this.modify(request)
      return { data: { updated, upserted_id: insertedId } }
    },
    'database.deleteDocument': (request) => this.remove(request),
    'database.countDocument': (request) => this.count(request),
    'database.aggregate': (request) => ({ data: { list: JSON.stringify(this.aggregate(request)) } }),

    'database.getInTransaction': (request) => {
      const [found = null] = operations.matching(this.collection(request), request.query)
      return { data: textOf(found) }
    },
    'database.insertDocInTransaction': (request) => {
      const id = operations.insert(this.collection(request), request.document)
      // The SDK parses the numbers, but not the id (@cloudbase/database 0.9.22, src/transaction/document.ts).
      return { inserted: '1', ok: '1', _id: id, id }
    },
    'database.updateDocInTransaction': (request) => {
      const { updated, insertedId } = this.modify(request, request.upsert ? 'replace' : 'update')
      return {
        updated: String(updated),
        ...(insertedId !== null && { upserted: JSON.stringify([{ _id: insertedId }]) }),
      }
    },
    'database.deleteDocInTransaction': (request) => {
      return { deleted: String(operations.remove(this.collection(request), request)) }
    },
  }

  private modify(
    request: Request,
    how = request.merge ? 'update' : 'replace',
  ): { updated: number; insertedId: Id | null } {
    const collection = this.collection(request)
    return how === 'replace'
      ? operations.replace(collection, request)
      : { updated: operations.update(collection, request), insertedId: null }
  }

  private remove(request: Request): Fields {
    const collection = this.collection(request)
    // SDKs from 2.0 on send an empty string if there is no where(). What it removes: assumed#database-remove
    if (request.multi && request.isWithoutQuery) {
      throw invalidParam(
        `remove() without where() would remove all documents of ${collection.name}. If you want that, use where({}).`,
        `没有 where() 的 remove() 会删除集合 ${collection.name} 里的全部记录。如果确实需要，请使用 where({})`,
      )
    }
    return { data: { deleted: operations.remove(collection, request) } }
  }

  private count(request: Request): Fields {
    return { data: { total: operations.matching(this.collection(request), request.query).length } }
  }

  /** @returns Extended JSON of each result */
  private aggregate(request: Request): string[] {
    const { name, access } = this.collection(request)
    const { stages } = request
    const isLimited = stages.some((it) => '$limit' in it)
    // A collection that does not exist is empty in $lookup, as in MongoDB: assumed#database-lookup
    const most = isLimited ? AGGREGATED.atMost : AGGREGATED.byDefault
    return evaluated(stages, () => aggregate(access.all(name), stages, (it) => access.all(it), most).map(textOf))
  }

  private collection({ collectionName, transactionId }: Request): Collection {
    if (!this.documents.has(collectionName)) throw new CollectionNotExistError(collectionName)
    return { name: collectionName, access: this.transactions.access(transactionId) }
  }
}

function textOf(value: unknown): string {
  return JSON.stringify(encode(value))
}
