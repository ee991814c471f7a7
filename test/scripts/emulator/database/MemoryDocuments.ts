import type { Document, Documents, Id } from '../../../../scripts/emulator/database/Documents'
import { deepFreeze } from '../../../helpers/deepFreeze'

/** Keeps collections in memory, frozen: a document that is changed in place fails the test. */
export class MemoryDocuments implements Documents {
  private readonly collections = new Map<string, Map<Id, Document>>()

  constructor(collections: Record<string, readonly Document[]> = {}) {
    for (const [name, documents] of Object.entries(collections)) this.replace(name, documents)
  }

  has(collection: string): boolean {
    return this.collections.has(collection)
  }

  all(collection: string): readonly Document[] {
    return [...(this.collections.get(collection)?.values() ?? [])]
  }

  get(collection: string, id: Id): Document | undefined {
    return this.collections.get(collection)?.get(id)
  }

  put(collection: string, document: Document): void {
    this.collections.get(collection)?.set(document._id, deepFreeze(document))
  }

  remove(collection: string, id: Id): void {
    this.collections.get(collection)?.delete(id)
  }

  replace(collection: string, documents: readonly Document[]): void {
    this.collections.set(collection, new Map(documents.map((it) => [it._id, deepFreeze(it)])))
  }
}
