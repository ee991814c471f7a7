import * as projection from 'mingo/operators/projection'
import * as query from 'mingo/operators/query'
import type { AnyObject, Options } from 'mingo/types'
import { requestFailed } from './DatabaseError'
import { evaluation } from './expressions'
import { isFields } from './extendedJson'
import { areComparable, compare, equals, own, valuesAt } from './order'

type QueryOperator = (path: string, operand: unknown, options: Options) => (document: AnyObject) => boolean

type Test = (value: unknown) => boolean

/** Makes a query operator that is true if one value at the path, or one element of an array there, passes a test. */
const some =
  (testOf: (operand: unknown) => Test): QueryOperator =>
  (path, operand) => {
    const test = testOf(operand)
    return (document) => candidates(document, path).some(test)
  }

const none =
  (testOf: (operand: unknown) => Test): QueryOperator =>
  (path, operand, options) => {
    const test = some(testOf)(path, operand, options)
    return (document) => !test(document)
  }

/** An array is compared as a whole and by its elements. */
function candidates(document: unknown, path: string): unknown[] {
  return valuesAt(document, path).flatMap((it) => (Array.isArray(it) ? [it, ...it] : [it]))
}

/** Null matches a missing field, too. */
function equalTo(operand: unknown): Test {
  return operand === null ? (it) => it === null || it === undefined : (it) => equals(it, operand)
}

/** Values of different types are neither less nor greater. */
const ordered =
  (accepts: (order: number) => boolean) =>
  (operand: unknown): Test => {
    if (operand === null) return accepts(0) ? equalTo(null) : () => false
    return (it) => areComparable(it, operand) && accepts(compare(it, operand))
  }

function oneOf(operand: unknown): Test {
  const tests = arrayOf('$in', operand).map((it) =>
    it instanceof RegExp ? (value: unknown) => typeof value === 'string' && it.test(value) : equalTo(it),
  )
  return (value) => tests.some((test) => test(value))
}

function remainder(operand: unknown): Test {
  const [divisor, rest] = arrayOf('$mod', operand)
  if (typeof divisor !== 'number' || typeof rest !== 'number')
    throw requestFailed('malformed mod, not enough elements', 'mod 需要除数和余数两个数字')
  if (Math.trunc(divisor) === 0) throw requestFailed('divisor cannot be 0', 'mod 的除数不能为 0')
  return (it) => typeof it === 'number' && Math.trunc(it) % Math.trunc(divisor) === Math.trunc(rest)
}

function arrayOf(operator: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw requestFailed(`${operator} needs an array`, `${operator} 的值必须是数组`)
  return operand
}

const all: QueryOperator = (path, operand, options) => {
  const tests = arrayOf('$all', operand).map((it) => {
    const criteria = own(it, '$elemMatch')
    if (isFields(criteria)) return query.$elemMatch(path, criteria, options)
    return some(oneOf)(path, [it], options)
  })
  return (document) => tests.length > 0 && tests.every((test) => test(document))
}

const size: QueryOperator = (path, operand, options) => {
  if (!Number.isInteger(operand)) throw requestFailed('$size needs an integer', 'size 的值必须是整数')
  return query.$size(path, operand, options)
}

/**
 * The query operators that mingo 7.2.7 evaluates differently from MongoDB: it ignores the order of keys, compares neither
 * missing values with null nor whole arrays, and accepts operands of wrong types.
 */
const queryOperators: Record<`$${string}`, QueryOperator> = {
  $eq: some(equalTo),
  $ne: none(equalTo),
  $in: some(oneOf),
  $nin: none(oneOf),
  $lt: some(ordered((order) => order < 0)),
  $lte: some(ordered((order) => order <= 0)),
  $gt: some(ordered((order) => order > 0)),
  $gte: some(ordered((order) => order >= 0)),
  $mod: some(remainder),
  $exists: (path, operand) => (document) =>
    valuesAt(document, path).some((it) => it !== undefined) === Boolean(operand),
  $all: all,
  $size: size,
}

/** The operators that queries, expressions and projections are evaluated with. */
export const operators = { ...evaluation, projection, query: { ...query, ...queryOperators } }
