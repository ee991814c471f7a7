import { Aggregator } from 'mingo/aggregator'
import { Context } from 'mingo/core'
import { type Iterator, Lazy } from 'mingo/lazy'
import * as stages from 'mingo/operators/pipeline'
import type { Options } from 'mingo/types'
import { cloneDeep } from 'mingo/util'
import { requestFailed } from './DatabaseError'
import type { Document, Fields } from './Documents'
import { isFields } from './extendedJson'
import { asRequest } from './matcher'
import { operators } from './operators'
import { own, sorted } from './order'
import { sortOrder } from './updates'

/**
 * Runs an aggregation pipeline.
 *
 * @param documentsOf returns the documents of a collection, for `$lookup`
 * @throws DatabaseError
 */
export function aggregate(
  documents: readonly Document[],
  pipeline: readonly Fields[],
  documentsOf: (collection: string) => readonly Document[],
): Fields[] {
  const collectionResolver = (name: string) => [...documentsOf(name)]
  return asRequest(() =>
    new Aggregator([...pipeline], { ...options, collectionResolver }).run([...documents]).filter(isFields),
  )
}

/**
 * Returns documents with only some of their fields.
 *
 * @param projection 1 or 0 by path, or `$slice` and `$elemMatch`
 * @throws DatabaseError
 */
export function project(documents: readonly Document[], projection: Readonly<Fields>): readonly Fields[] {
  if (Object.keys(projection).length === 0) return documents
  return aggregate(documents, [{ $project: projection }], () => [])
}

type Stage = (documents: Iterator, expression: unknown, options: Options) => Iterator

/** Stages of mingo that change documents in place get copies. */
const onCopies =
  (stage: (documents: Iterator, fields: Fields, options: Options) => Iterator): Stage =>
  (documents, expression, options) =>
    stage(
      documents.map((it) => cloneDeep(it)),
      fieldsOf(expression),
      options,
    )

/** Brings the fields into the order that MongoDB returns them in: `_id`, those of the document, new ones. */
const projectInOrder: Stage = (documents, expression, options) =>
  documents.transform((all: unknown[]) => {
    const projected = onCopies(stages.$project)(Lazy(all), expression, options).collect<unknown>()
    const order = { _id: 1, ...fieldsOf(expression) }
    return Lazy(projected.map((it, at) => inOrderOf(all[at], order, it)))
  })

function inOrderOf(source: unknown, expression: unknown, value: unknown): unknown {
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
  return documents.transform((all: unknown[]) =>
    Lazy(
      all.flatMap((document) => {
        const value = parts.reduce<unknown>(own, document)
        const withIndex = (it: unknown, index: number | null) =>
          typeof includeArrayIndex === 'string' ? { ...fieldsOf(it), [includeArrayIndex]: index } : it
        if (Array.isArray(value) && value.length > 0) {
          return value.map((it, index) => withIndex(withValue(document, parts, it), index))
        }
        const isEmpty = value === undefined || value === null || Array.isArray(value)
        if (isEmpty && preserveNullAndEmptyArrays !== true) return []
        return [withIndex(Array.isArray(value) ? withValue(document, parts, undefined) : document, null)]
      }),
    ),
  )
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
const count: Stage = (documents, expression) =>
  documents.transform((all: unknown[]) => Lazy(all.length === 0 ? [] : [{ [String(expression)]: all.length }]))

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
  $limit: stages.$limit,
  $lookup: stages.$lookup,
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
