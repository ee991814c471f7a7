import { Aggregator } from 'mingo/aggregator'
import { Context } from 'mingo/core'
import { type Iterator, Lazy } from 'mingo/lazy'
import * as stages from 'mingo/operators/pipeline'
import type { Options } from 'mingo/types'
import { cloneDeep } from 'mingo/util'
import { type Change, changed } from './changed'
import { requestFailed } from './DatabaseError'
import type { Document, Fields } from './Documents'
import { add } from './evaluated'
import { isFields } from './extendedJson'
import { lookup } from './lookup'
import { asRequest } from './matcher'
import { operators } from './operators'
import { own, sorted } from './order'
import { matchedIndex, sortOrder } from './updates'

/**
 * Runs an aggregation pipeline. Stages pull documents one by one, so that a limit saves the work for the others.
 *
 * @param documentsOf returns the documents of a collection, for `$lookup`
 * @param most how many results are returned
 * @throws DatabaseError
 */
export function aggregate(
  documents: Iterable<Document>,
  pipeline: readonly Fields[],
  documentsOf: (collection: string) => Iterable<Document>,
  most = Number.MAX_SAFE_INTEGER,
): Fields[] {
  const read = new Map<string, Document[]>()
  const collectionResolver = (name: string) => {
    const known = read.get(name) ?? [...documentsOf(name)]
    read.set(name, known)
    return known
  }
  const limited = [...pipeline, { $limit: most }]
  return asRequest(() => new Aggregator(limited, { ...options, collectionResolver }).run(documents).filter(isFields))
}

/**
 * Returns documents with only some of their fields.
 *
 * @param projection 1 or 0 by path, or `$slice` and `$elemMatch`; `path.$` is the element of an array that the query matches
 * @throws DatabaseError
 */
export function project(
  documents: readonly Document[],
  projection: Readonly<Fields>,
  query: Readonly<Fields> = {},
): readonly Fields[] {
  const entries = Object.entries(projection)
  const arrays = entries.flatMap(([path, operand]): [string, (document: Document) => Change][] => {
    if (path.endsWith('.$')) {
      const array = path.slice(0, -2)
      return [[array, (document) => (it) => (Array.isArray(it) ? [it[matchedIndex(document, array, query)]] : it)]]
    }
    const slice = own(operand, '$slice')
    return slice === undefined ? [] : [[path, () => sliced(slice)]]
  })
  const others = entries.filter(([path, operand]) => !path.endsWith('.$') && own(operand, '$slice') === undefined)
  // `$slice` alone keeps the other fields.
  const keepsOthers = others.every(([, operand]) => !operand) && !entries.some(([path]) => path.endsWith('.$'))
  const included = keepsOthers ? [] : arrays.map(([path]) => [path, 1])
  const paths = Object.fromEntries([...others, ...included])
  const projected = Object.keys(paths).length === 0 ? documents : aggregate(documents, [{ $project: paths }], () => [])
  if (arrays.length === 0) return projected
  return projected.map((it, at) => {
    const document = documents[at]
    if (!document) return it
    return arrays.reduce<Fields>((fields, [path, changeOf]) => {
      const result = changed(fields, path, changeOf(document), { create: false, matched: () => 0 })
      return isFields(result) ? result : fields
    }, it)
  })
}

/** A number of elements from the start, or from the end if it is negative, or `[skip, number]`. */
function sliced(operand: unknown): Change {
  const [from, count] = Array.isArray(operand) ? operand : [0, operand]
  if (typeof from !== 'number' || typeof count !== 'number') {
    throw requestFailed('$slice needs one or two numbers', 'slice 的值必须是一个或两个数字')
  }
  return (it) => {
    if (!Array.isArray(it)) return it
    if (count < 0) return it.slice(count)
    const start = from < 0 ? Math.max(0, it.length + from) : from
    return it.slice(start, start + count)
  }
}

type Stage = (documents: Iterator, expression: unknown, options: Options) => Iterator

/** That of mingo 7.2.7 reads on to the last document. */
const limit: Stage = (documents, expression) => {
  let left = Number.isInteger(expression) ? Number(expression) : 0
  if (left <= 0) throw requestFailed('the limit must be positive', 'limit 必须是正整数')
  return Lazy(() => (left-- > 0 ? documents.next() : { done: true }))
}

/** Stages of mingo that change nested fields in place get copies of these. */
const onCopies =
  (stage: (documents: Iterator, fields: Fields, options: Options) => Iterator): Stage =>
  (documents, expression, options) => {
    const fields = fieldsOf(expression)
    const nested = Object.keys(fields).filter((it) => it.includes('.') || isFields(fields[it]))
    const names = new Set(nested.map((it) => it.split('.')[0] ?? it))
    const copy = (it: Fields) => {
      const copies = [...names].filter((name) => Object.hasOwn(it, name)).map((name) => [name, cloneDeep(it[name])])
      return { ...it, ...Object.fromEntries(copies) }
    }
    return stage(names.size === 0 ? documents : documents.map(copy), fields, options)
  }

/** Brings the fields into the order that MongoDB returns them in: `_id`, those of the document, new ones. */
const projectInOrder: Stage = (documents, expression, options) => {
  const order = { _id: 1, ...fieldsOf(expression) }
  let source: unknown
  const noted = documents.map((it) => {
    source = it
    return it
  })
  return onCopies(stages.$project)(noted, expression, options).map((it) => inOrderOf(source, order, it))
}

function inOrderOf(source: unknown, expression: unknown, value: unknown): unknown {
  if (value === source) return value
  if (Array.isArray(value)) {
    return Array.isArray(source) && source.length === value.length
      ? value.map((it, at) => inOrderOf(source[at], {}, it))
      : value
  }
  if (!isFields(value)) return value
  const given = isFields(source) ? source : {}
  const wanted = isFields(expression) ? expression : {}
  const names = ['_id', ...Object.keys(given), ...Object.keys(wanted), ...Object.keys(value)]
  const existing = [...new Set(names)].filter((name) => Object.hasOwn(value, name))
  return Object.fromEntries(existing.map((name) => [name, inOrderOf(own(given, name), own(wanted, name), value[name])]))
}

const sort: Stage = (documents, expression) => {
  const order = sortOrder(expression)
  return documents.transform((all: unknown[]) => Lazy(sorted(all, order)))
}

/** Each document at most once; that of mingo 7.2.7 repeats them. */
const sample: Stage = (documents, expression) => {
  const { size } = fieldsOf(expression)
  if (typeof size !== 'number' || size < 0)
    throw requestFailed('$sample needs a size that is not negative', '$sample 的 size 不能为负数')
  return documents.transform((all: unknown[]) => {
    const shuffled = all.map((it) => ({ it, at: Math.random() })).sort((a, b) => a.at - b.at)
    return Lazy(shuffled.slice(0, size).map(({ it }) => it))
  })
}

/** That of mingo 7.2.7 changes the documents and drops empty strings and objects. */
const unwind: Stage = (documents, expression) => {
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = isFields(expression)
    ? expression
    : { path: expression }
  if (typeof path !== 'string' || !path.startsWith('$'))
    throw requestFailed('$unwind needs a path that starts with $', '$unwind 的 path 必须以 $ 开头')
  const parts = path.slice(1).split('.')
  const withIndex = (document: unknown, index: number | null) =>
    typeof includeArrayIndex === 'string' ? { ...fieldsOf(document), [includeArrayIndex]: index } : document
  const unwound = (document: unknown): unknown[] => {
    const value = parts.reduce<unknown>(own, document)
    if (Array.isArray(value) && value.length > 0) {
      add(value.length)
      return value.map((it, index) => withIndex(withValue(document, parts, it), index))
    }
    const isEmpty = value === undefined || value === null || Array.isArray(value)
    if (isEmpty && preserveNullAndEmptyArrays !== true) return []
    return [withIndex(Array.isArray(value) ? withValue(document, parts, undefined) : document, null)]
  }
  return Lazy(flattened(documents.map(unwound)))
}

function* flattened(lists: Iterator): Generator<unknown> {
  for (let list = lists.next(); !list.done; list = lists.next()) if (Array.isArray(list.value)) yield* list.value
}

function withValue(fields: unknown, [head = '', ...rest]: readonly string[], value: unknown): Fields {
  const { [head]: before, ...others } = fieldsOf(fields)
  const after = rest.length === 0 ? value : withValue(before, rest, value)
  return after === undefined ? others : { ...fieldsOf(fields), [head]: after }
}

/** As MongoDB does it: groups by a `$switch`, and sorts. That of mingo 7.2.7 puts a lower bound into the bucket before. */
const bucket: Stage = (documents, expression, options) => {
  const { groupBy, boundaries, default: other, output = { count: { $sum: 1 } } } = fieldsOf(expression)
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw requestFailed('$bucket needs two boundaries or more', '$bucket 的 boundaries 至少需要两个值')
  const branches = boundaries.slice(1).map((upper, at) => ({
    case: { $and: [{ $gte: [groupBy, { $literal: boundaries[at] }] }, { $lt: [groupBy, { $literal: upper }] }] },
    // biome-ignore lint/suspicious/noThenProperty: the name that $switch gives it
    then: { $literal: boundaries[at] },
  }))
  const _id = { $switch: { branches, ...(other !== undefined && { default: { $literal: other } }) } }
  return sort(stages.$group(documents, { _id, ...fieldsOf(output) }, options), { _id: 1 }, options)
}

/** No documents give no result; that of mingo 7.2.7 gives 0. */
const count: Stage = (documents, expression) => Lazy(counted(documents, String(expression)))

function* counted(documents: Iterator, name: string): Generator<Fields> {
  let total = 0
  documents.each(() => {
    total += 1
  })
  if (total > 0) yield { [name]: total }
}

const sortByCount: Stage = (documents, expression, options) =>
  sort(stages.$group(documents, { _id: expression, count: { $sum: 1 } }, options), { count: -1 }, options)

function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw requestFailed('a stage needs an object', '聚合阶段的参数必须是对象')
  return value
}

/** What functions can use; others are refused by name. Where there is no reason to do otherwise, mingo's. */
const pipeline = {
  $addFields: onCopies(stages.$addFields),
  $bucket: bucket,
  $bucketAuto: stages.$bucketAuto,
  $count: count,
  $facet: stages.$facet,
  $group: stages.$group,
  $limit: limit,
  $lookup: lookup,
  $match: stages.$match,
  $project: projectInOrder,
  $replaceRoot: stages.$replaceRoot,
  $replaceWith: stages.$replaceWith,
  $sample: sample,
  $set: onCopies(stages.$set),
  $skip: stages.$skip,
  $sort: sort,
  $sortByCount: sortByCount,
  $unset: (documents: Iterator, expression: unknown, options: Options) => {
    const paths = Array.isArray(expression) ? expression : [expression]
    return projectInOrder(documents, Object.fromEntries(paths.map((it) => [String(it), 0])), options)
  },
  $unwind: unwind,
}

const options: Partial<Options> = { context: Context.init({ ...operators, pipeline }), scriptEnabled: false }
