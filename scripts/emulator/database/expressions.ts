import { evalExpr } from 'mingo/core'
import * as accumulator from 'mingo/operators/accumulator'
import * as expression from 'mingo/operators/expression'
import type { AnyObject, Options } from 'mingo/types'
import { requestFailed } from './DatabaseError'
import type { Fields } from './Documents'
import { add, refuseLong } from './evaluated'
import { isFields } from './extendedJson'
import { compare, keyOf } from './order'
import { regExpOf } from './regExpOf'

type Expression = (document: AnyObject, operand: unknown, options: Options) => unknown

/** `{ $op: x }` and `{ $op: [x] }` are the same for an operator with one operand. */
function single(operand: unknown): unknown {
  return Array.isArray(operand) && operand.length === 1 ? operand[0] : operand
}

/** Expressions compare across types, and arrays only as a whole. */
const comparison =
  (result: (order: number) => unknown): Expression =>
  (document, operands, options) => {
    const values = evalExpr(document, operands, options)
    if (!Array.isArray(values) || values.length !== 2)
      throw requestFailed('a comparison needs two operands', '比较需要两个参数')
    return result(compare(values[0], values[1]))
  }

/** The precision of `$trunc` and `$round` can be omitted. */
const rounding =
  (operator: (document: AnyObject, operands: unknown[], options: Options) => unknown): Expression =>
  (document, operand, options) =>
    operator(document, Array.isArray(operand) ? operand : [operand], options)

/** Null and missing values become an empty string. */
const inCase =
  (operator: Expression): Expression =>
  (document, operand, options) =>
    operator(document, operand, options) ?? ''

/** Returns what matches, of all matches; those of mingo never end for a pattern that matches the empty string. */
const matching =
  (result: (matches: readonly RegExpMatchArray[]) => unknown): Expression =>
  (document, operand, options) => {
    const { input, regex, options: letters } = fieldsOf(evalExpr(document, operand, options))
    if (typeof input !== 'string') return result([])
    const { source, flags } = regex instanceof RegExp ? regex : regExpOf(regex, letters ?? '')
    return result([...input.matchAll(new RegExp(source, `${flags}g`))])
  }

function matchOf(found: RegExpMatchArray): Fields {
  const [match, ...captures] = found
  return { match, idx: found.index, captures: captures.map((it) => it ?? null) }
}

function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw requestFailed('an operator needs an object', '操作符的参数必须是对象')
  return value
}

const NO_MATCH = {}

/**
 * The expressions that mingo 7.2.7 evaluates differently from MongoDB.
 * https://www.mongodb.com/docs/manual/reference/operator/aggregation/
 */
const expressions: Record<`$${string}`, Expression> = {
  $cmp: comparison(Math.sign),
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $trunc: rounding(expression.$trunc),
  $round: rounding(expression.$round),
  $toLower: inCase(expression.$toLower),
  $toUpper: inCase(expression.$toUpper),
  $regexMatch: matching((matches) => matches.length > 0),
  $regexFind: matching(([first]) => (first ? matchOf(first) : null)),
  $regexFindAll: matching((matches) => matches.map(matchOf)),
  $concat: (document, operands, options) => {
    const result = expression.$concat(document, Array.isArray(operands) ? operands : [operands], options)
    refuseLong(result)
    return result
  },
  $concatArrays: (document, operands, options) => {
    const lists = evalExpr(document, operands, options)
    if (Array.isArray(lists)) for (const it of lists) if (Array.isArray(it)) add(it.length)
    return expression.$concatArrays(document, { $literal: lists }, options)
  },
  $range: (document, operands, options) => {
    const values = evalExpr(document, operands, options)
    if (Array.isArray(values)) {
      const [start, end, step = 1] = values.map(Number)
      add(Math.max(0, (Number(end) - Number(start)) / step || 0))
    }
    return expression.$range(document, values, options)
  },
  $size: (document, operand, options) => {
    const value = evalExpr(document, single(operand), options)
    if (!Array.isArray(value)) {
      throw requestFailed('The argument to $size must be an array', '$size 的参数必须是数组')
    }
    return value.length
  },
  $mod: (document, operands, options) => {
    const values = evalExpr(document, operands, options)
    if (!Array.isArray(values) || values.length !== 2)
      throw requestFailed('$mod needs two operands', '$mod 需要两个参数')
    const [dividend, divisor] = values
    if (dividend === undefined || dividend === null || divisor === undefined || divisor === null) return null
    if (typeof dividend !== 'number' || typeof divisor !== 'number') {
      throw requestFailed('$mod only supports numeric types', '$mod 的参数必须是数字')
    }
    if (divisor === 0) throw requestFailed("can't $mod by zero", '$mod 的除数不能为 0')
    return dividend % divisor
  },
  $switch: (document, operand, options) => {
    const { branches, default: other = { $literal: NO_MATCH } } = fieldsOf(operand)
    if (!Array.isArray(branches)) throw requestFailed('$switch requires branches', '$switch 缺少 branches')
    const conditions = branches
      .map(fieldsOf)
      .reduceRight<unknown>((rest, branch) => ({ $cond: [branch.case, branch.then, rest] }), other)
    const value = evalExpr(document, conditions, options)
    if (value !== NO_MATCH) return value
    throw requestFailed(
      '$switch could not find a matching branch for an input, and no default was specified.',
      '$switch（或 bucket）的某个值不属于任何分支，又没有指定 default',
    )
  },
  // Weeks start on Sundays, and the days before the first one are in week 0.
  $week: (document, operand, options) => {
    const day = expression.$dayOfYear(document, operand, options)
    return Math.trunc((day + 7 - expression.$dayOfWeek(document, operand, options)) / 7)
  },
  // The year of the week's Thursday.
  $isoWeekYear: (document, operand, options) => {
    const day = expression.$dayOfYear(document, operand, options)
    const week = expression.$isoWeek(document, operand, options)
    const shift = week === 1 && day > 7 ? 1 : week > 51 && day < 7 ? -1 : 0
    return expression.$year(document, operand, options) + shift
  },
}

/** A list with the value makes missing ones visible, which MongoDB does not add. */
const push: typeof accumulator.$push = (documents, operand, options) =>
  accumulator.$push(documents, [operand], options).flatMap((it) => (Array.isArray(it) && it[0] !== undefined ? it : []))

/** The operators of expressions and groups: mingo's, and those above. */
export const evaluation = {
  accumulator: {
    ...accumulator,
    $push: push,
    $addToSet: ((documents, operand, options) => [
      ...new Map(push(documents, operand, options).map((it) => [keyOf(it), it])).values(),
    ]) satisfies typeof push,
  },
  expression: { ...expression, ...expressions },
}
