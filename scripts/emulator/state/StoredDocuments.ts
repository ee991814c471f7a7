import type { Document, Documents, Fields, Id } from '../database/Documents'
import { decodeFields, encodeFields } from '../database/extendedJson'
import { exactly, name } from '../schemas/plainSchemas'
import { Collection, type Entry, type OnChange } from './Collection'

const collectionSchema = exactly({ name })

/** The first part of the keys on disk. Never change it. */
const KIND = 'documents'
const PREFIX = `["${KIND}",`

/** A document with its position among all documents. */
interface Stored {
  readonly position: number
  /** The entry on disk, until the document is read. */
  text?: string
  document?: Document
}

/** The collections of the document database, as records. */
export class StoredDocuments implements Documents {
  private readonly collections
  private stored = new Map<string, Map<Id, Stored>>()
  private lastPosition = 0

  constructor(private readonly onChange: OnChange) {
    this.collections = new Collection({ name: 'collections', schema: collectionSchema, key: ['name'] }, onChange)
  }

  /** The kinds of records, for Records. */
  get kinds(): readonly Pick<StoredDocuments, 'load'>[] {
    return [this.collections, this]
  }

  names(): string[] {
    return this.collections.all().map((it) => it.name)
  }

  has(collection: string): boolean {
    return this.collections.get(collection) !== undefined
  }

  *all(collection: string): Generator<Document> {
    for (const [id, it] of this.stored.get(collection) ?? []) yield read(id, it)
  }

  /** Returns how many documents a collection has. */
  count(collection: string): number {
    return this.stored.get(collection)?.size ?? 0
  }

  get(collection: string, id: Id): Document | undefined {
    const stored = this.stored.get(collection)?.get(id)
    return stored && read(id, stored)
  }

  put(collection: string, document: Document): void {
    const { _id } = document
    const position = this.stored.get(collection)?.get(_id)?.position ?? ++this.lastPosition
    const entry: Entry = [position, { collection, _id, fields: encodeFields(document) }]
    this.onChange(keyOf(collection, _id), entry)
    this.keep(collection, _id, { position, document })
  }

  remove(collection: string, id: Id): void {
    const documents = this.stored.get(collection)
    if (!documents?.has(id)) return
    this.onChange(keyOf(collection, id), undefined)
    documents.delete(id)
  }

  replace(collection: string, documents: readonly Document[]): void {
    this.collections.put({ name: collection })
    this.removeAll(collection)
    for (const it of documents) this.put(collection, it)
  }

  /** Removes all collections. */
  clear(): void {
    for (const it of this.stored.keys()) this.removeAll(it)
    this.collections.replace([])
  }

  /** Replaces all documents by those that are stored, as `Collection` does. */
  load(stored: ReadonlyMap<string, string>): void {
    const loaded: ReturnType<typeof documentIn>[] = []
    for (const [key, text] of stored) if (key.startsWith(PREFIX)) loaded.push(documentIn(key, text))
    loaded.sort((a, b) => a.position - b.position)
    this.stored = new Map()
    for (const { collection, _id, position, text } of loaded) this.keep(collection, _id, { position, text })
    this.lastPosition = loaded.at(-1)?.position ?? 0
  }

  private keep(collection: string, id: Id, stored: Stored): void {
    const documents = this.stored.get(collection)
    if (documents) documents.set(id, stored)
    else this.stored.set(collection, new Map([[id, stored]]))
  }

  private removeAll(collection: string): void {
    for (const id of [...(this.stored.get(collection)?.keys() ?? [])]) this.remove(collection, id)
  }
}

function read(_id: Id, stored: Stored): Document {
  if (!stored.document) {
    const [, record] = JSON.parse(stored.text ?? '')
    const fields = decodeFields(record.fields, 0)
    stored.document = isDocument(fields, _id) ? fields : { ...fields, _id }
    delete stored.text
  }
  return stored.document
}

function isDocument(fields: Fields, id: Id): fields is Fields & Document {
  return fields._id === id
}

function keyOf(collection: string, id: Id): string {
  return JSON.stringify([KIND, collection, id])
}

/**
 * Returns where the document of an entry belongs. The rest is parsed when it is read: the checksum of the folder protects it.
 *
 * @throws Error that names the key of an invalid entry
 */
function documentIn(key: string, text: string) {
  const [, collection, _id] = JSON.parse(key)
  const position = Number(/^\[(\d+),\{"collection":/.exec(text)?.[1])
  if (Number.isNaN(position)) throw new Error(`${key} is not a valid entry of ${KIND}`)
  return { position, collection, _id, text }
}
