import type { Fields } from './Documents'
import { encode, isFields } from './extendedJson'

/**
 * Compares two values of any types in MongoDB's order. A missing value is `undefined` and less than null. The order of an
 * object's keys counts. https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 *
 * @returns less than 0, 0 or greater than 0
 */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0
  const rank = rankOf(a) - rankOf(b)
  if (rank !== 0) return rank
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b)
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b)
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  if (a instanceof RegExp && b instanceof RegExp) return compareScalars(String(a), String(b))
  if (isFields(a) && isFields(b)) return compareFields(a, b)
  return compareScalars(a, b)
}

/** Whether MongoDB takes two values for the same. */
export function equals(a: unknown, b: unknown): boolean {
  return compare(a, b) === 0
}

/** Returns the same key for values that are equal, and only for them. */
export function keyOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : JSON.stringify(encode(value))
}

/** Whether one of two values is less or greater than the other for `$lt` and the like: values of different types are not. */
export function areComparable(a: unknown, b: unknown): boolean {
  return rankOf(a) === rankOf(b) && Number.isNaN(a) === Number.isNaN(b)
}

/**
 * Sorts documents in MongoDB's order; those that compare as equal keep their order. An array sorts by its least element,
 * descending by its greatest. A missing field sorts as null.
 *
 * @param order 1 or -1 by path, the most significant first
 */
export function sorted<T>(documents: readonly T[], order: Readonly<Record<string, 1 | -1>>): T[] {
  const paths = Object.keys(order)
  const directions = Object.values(order)
  const keyed = documents.map((document) => ({
    document,
    keys: paths.map((path, at) => sortKey(document, path, directions[at] ?? 1)),
  }))
  keyed.sort((a, b) => {
    const at = directions.findIndex((_, index) => compare(a.keys[index], b.keys[index]) !== 0)
    return compare(a.keys[at], b.keys[at]) * (directions[at] ?? 1)
  })
  return keyed.map(({ document }) => document)
}

function sortKey(document: unknown, path: string, direction: 1 | -1): unknown {
  const values = valuesAt(document, path)
  if (values.length === 1 && !Array.isArray(values[0])) return values[0] ?? null
  const elements = values.flatMap((it) => {
    if (!Array.isArray(it)) return [it ?? null]
    return it.length === 0 ? [undefined] : it
  })
  const [first, ...rest] = elements.length === 0 ? [null] : elements
  return rest.reduce((best, it) => (compare(it, best) * direction < 0 ? it : best), first)
}

/**
 * Returns what a dotted path reaches in a document. It passes through the elements of arrays, so that it may reach several
 * values. A value that is missing is `undefined`.
 *
 * @example
 * valuesAt({ items: [{ n: 1 }, { n: 2 }, {}] }, 'items.n') // [1, 2, undefined]
 */
export function valuesAt(document: unknown, path: string): unknown[] {
  return path.includes('.') ? reach(document, path.split('.')) : [own(document, path)]
}

function reach(value: unknown, parts: readonly string[]): unknown[] {
  const [head, ...rest] = parts
  if (head === undefined) return [value]
  if (!Array.isArray(value)) return isFields(value) ? reach(own(value, head), rest) : [undefined]
  const inElements = value.filter(isFields).flatMap((it) => reach(it, parts))
  return isIndex(head) && Number(head) < value.length
    ? [...reach(value[Number(head)], rest), ...inElements]
    : inElements
}

/** Returns a field that the object has itself: `constructor` is inherited. */
export function own(value: unknown, field: string): unknown {
  return isFields(value) && Object.hasOwn(value, field) ? value[field] : undefined
}

/** Whether a part of a path names an element of an array. */
export function isIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part)
}

function rankOf(value: unknown): number {
  if (value === undefined) return 1
  if (value === null) return 2
  if (typeof value === 'number') return 3
  if (typeof value === 'string') return 4
  if (Array.isArray(value)) return 6
  if (typeof value === 'boolean') return 7
  if (value instanceof Date) return 8
  return value instanceof RegExp ? 9 : 5
}

/** NaN is less than all other numbers. */
function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
  return compareScalars(a, b)
}

function compareScalars(a: unknown, b: unknown): number {
  const [x, y] = typeof a === 'string' ? [a, String(b)] : [Number(a), Number(b)]
  return x < y ? -1 : Number(x > y)
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  const at = a.findIndex((it, index) => index >= b.length || compare(it, b[index]) !== 0)
  return at === -1 || at >= b.length ? a.length - b.length : compare(a[at], b[at])
}

/** What counts is, in this order, each field's type, name and value. */
function compareFields(a: Fields, b: Fields): number {
  const [namesA, namesB] = [Object.keys(a), Object.keys(b)]
  for (const [at, name] of namesA.entries()) {
    const other = namesB[at]
    if (other === undefined) return 1
    const order = rankOf(a[name]) - rankOf(b[other]) || compareScalars(name, other) || compare(a[name], b[other])
    if (order !== 0) return order
  }
  return namesA.length - namesB.length
}
