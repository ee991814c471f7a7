export type Fields = Record<string, unknown>

export type Id = string | number

/**
 * A document as functions store it: plain objects and arrays of strings, numbers, booleans, null, Date and RegExp. It is
 * never changed in place: a changed document is a new object, which may share parts with the old one.
 */
export type Document = Readonly<Fields> & { readonly _id: Id }

/** Stores the collections of one environment. Everything is synchronous, so that an action is atomic. */
export interface Documents {
  /** Whether the collection exists. */
  has(collection: string): boolean
  /** Returns the documents of a collection in the order in which they were inserted, to iterate over once. */
  all(collection: string): Iterable<Document>
  /** Returns a document. `1` and `'1'` are two ids. */
  get(collection: string, id: Id): Document | undefined
  /** Inserts a document, or replaces the one of the same id, which keeps its position. */
  put(collection: string, document: Document): void
  /** Removes a document. Does nothing if it does not exist. */
  remove(collection: string, id: Id): void
  /** Creates a collection with these documents, or replaces all documents of an existing one. */
  replace(collection: string, documents: readonly Document[]): void
}
