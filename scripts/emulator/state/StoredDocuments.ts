import * as v from 'valibot'
import type { Document, Documents, Id } from '../database/Documents'
import { decodeFields, encodeFields } from '../database/extendedJson'
import { exactly, fields, name } from '../schemas/plainSchemas'
import { Collection, type OnChange } from './Collection'

const collectionSchema = exactly({ name })
const documentSchema = exactly({
  collection: name,
  _id: v.union([v.string(), v.number()]),
  /** The document in Extended JSON. */
  fields,
})
type DocumentRecord = v.InferOutput<typeof documentSchema>

/** The collections of the document database, as records. */
export class StoredDocuments implements Documents {
  private readonly collections
  private readonly documents
  /** Documents are read more often than they change. */
  private readonly decoded = new WeakMap<DocumentRecord, Document>()

  constructor(onChange: OnChange) {
    this.collections = new Collection({ name: 'collections', schema: collectionSchema, key: ['name'] }, onChange)
    this.documents = new Collection({ name: 'documents', schema: documentSchema, key: ['collection', '_id'] }, onChange)
  }

  /** The kinds of records, for Records. */
  get kinds() {
    return [this.collections, this.documents]
  }

  names(): string[] {
    return this.collections.all().map((it) => it.name)
  }

  has(collection: string): boolean {
    return this.collections.get(collection) !== undefined
  }

  all(collection: string): readonly Document[] {
    return this.recordsOf(collection).map((it) => this.decode(it))
  }

  get(collection: string, id: Id): Document | undefined {
    const record = this.documents.get(collection, id)
    return record && this.decode(record)
  }

  put(collection: string, document: Document): void {
    this.documents.put({ collection, _id: document._id, fields: encodeFields(document) })
  }

  remove(collection: string, id: Id): void {
    this.documents.remove(collection, id)
  }

  replace(collection: string, documents: readonly Document[]): void {
    this.collections.put({ name: collection })
    for (const { _id } of this.recordsOf(collection)) this.remove(collection, _id)
    for (const it of documents) this.put(collection, it)
  }

  /** Removes all collections. */
  clear(): void {
    for (const it of this.kinds) it.replace([])
  }

  private recordsOf(collection: string): DocumentRecord[] {
    return this.documents.all().filter((it) => it.collection === collection)
  }

  private decode(record: DocumentRecord): Document {
    const known = this.decoded.get(record)
    if (known) return known
    const document = { ...decodeFields(record.fields, 0), _id: record._id }
    this.decoded.set(record, document)
    return document
  }
}
