import { requestFailed } from './DatabaseError'
import type { Document, Fields, Id } from './Documents'
import { documentOf } from './documentOf'
import { evaluated } from './evaluated'
import { isFields } from './extendedJson'
import { matcher } from './matcher'
import { equals, sorted } from './order'
import { project } from './pipeline'
import type { Access } from './Transactions'
import { updater } from './updates'

/** One collection, as an action reads and writes it. */
export interface Collection {
  name: string
  access: Access
}

export interface Find {
  query: Fields
  order: Readonly<Record<string, 1 | -1>>
  offset: number
  limit: number
  projection: Fields
}

export function find(collection: Collection, { query, order, offset, limit, projection }: Find): readonly Fields[] {
  return evaluated([query, order, projection], () => {
    const found = select(collection, query)
    const ordered = Object.keys(order).length === 0 ? found : sorted(found, order)
    return project(ordered.slice(offset, offset + limit), projection, query)
  })
}

/** Returns the documents that a query matches. */
export function matching(collection: Collection, query: Fields): readonly Document[] {
  return evaluated(query, () => select(collection, query))
}

function select({ name, access }: Collection, query: Fields): readonly Document[] {
  const matches = matcher(query)
  const id = idOf(query)
  if (id === undefined) return [...access.all(name)].filter(matches)
  const document = access.get(name, id)
  return document && matches(document) ? [document] : []
}

/** Returns the only id that a query can match. */
function idOf({ _id }: Fields): Id | undefined {
  const id = isFields(_id) ? _id.$eq : _id
  return typeof id === 'string' || typeof id === 'number' ? id : undefined
}

/** Inserts a document and returns its id. */
export function insert({ name, access }: Collection, fields: Fields): Id {
  const document = documentOf(fields)
  if (access.get(name, document._id)) {
    const id = JSON.stringify(document._id)
    throw requestFailed(
      `E11000 duplicate key error collection: ${name} index: _id_ dup key: { _id: ${id} }`,
      `集合 ${name} 里已有 _id 为 ${id} 的记录`,
    )
  }
  access.write([{ collection: name, id: document._id, document }])
  return document._id
}

/**
 * Updates the documents that a query matches, all or none, and returns how many have changed: assumed#database-unchanged
 */
export function update(
  collection: Collection,
  { query, data, multi }: { query: Fields; data: Fields; multi: boolean },
): number {
  const changes = evaluated([query, data], () => {
    const next = updater(data, query)
    const found = select(collection, query).slice(0, multi ? undefined : 1)
    return found.map((before) => ({ before, document: next(before) }))
  })
  return store(collection, changes)
}

/** Replaces the document that a query matches, or inserts one if nothing matches and `upsert` is set. */
export function replace(
  collection: Collection,
  { query, data, upsert }: { query: Fields; data: Fields; upsert: boolean },
): { updated: number; insertedId: Id | null } {
  const found = matching(collection, query).slice(0, 1)
  if (found.length === 0 && upsert) {
    const id = idOf(query)
    return { updated: 0, insertedId: insert(collection, id === undefined ? data : { ...data, _id: id }) }
  }
  const changes = found.map((before) => ({ before, document: documentOf({ ...data, _id: before._id }) }))
  return { updated: store(collection, changes), insertedId: null }
}

function store({ name, access }: Collection, changes: readonly { before: Document; document: Document }[]): number {
  const real = changes.filter(({ before, document }) => !equals(document, before))
  access.write(real.map(({ before, document }) => ({ collection: name, id: before._id, document })))
  return real.length
}

/** Removes the documents that a query matches and returns their number. */
export function remove(collection: Collection, { query, multi }: { query: Fields; multi: boolean }): number {
  const found = matching(collection, query).slice(0, multi ? undefined : 1)
  collection.access.write(found.map(({ _id }) => ({ collection: collection.name, id: _id, document: undefined })))
  return found.length
}
