import { type Change, type ChangeOptions, changed, typeName } from './changed'
import { requestFailed } from './DatabaseError'
import type { Document, Fields } from './Documents'
import { refuseOperators } from './documentOf'
import { isFields } from './extendedJson'
import { matcher } from './matcher'
import { compare, equals, own, sorted, valuesAt } from './order'

/**
 * Compiles an update, `{ $set: ..., $inc: ... }`. The result returns what a document becomes. These operators are
 * the library's own: those of mingo 7.2.7 silently skip values of wrong types, where MongoDB fails.
 *
 * @param update operators with their operands by path
 * @param condition the query, which says which element `$` stands for
 * @throws DatabaseError
 */
export function updater(update: Readonly<Fields>, condition: Readonly<Fields>): (document: Document) => Document {
  const steps = Object.entries(update).flatMap(([operator, operands]) => {
    const stepOf = operators[operator]
    if (!stepOf) throw requestFailed(`Unknown modifier: ${operator}`, `没有更新操作符 ${operator}`)
    if (!isFields(operands))
      throw requestFailed(
        `Modifiers operate on fields, but ${operator} has ${typeName(operands)}`,
        `更新操作符 ${operator} 的值必须是对象，实际为 ${typeName(operands)}`,
      )
    return Object.entries(operands).map(([path, operand]) => {
      if (storing.has(operator)) refuseOperators(own(operand, '$each') ?? operand)
      return stepOf(path, operand)
    })
  })
  refuseConflicts(steps.flatMap(({ paths }) => paths))
  return (document) => {
    const matched = (path: string) => matchedIndex(document, path, condition)
    const result = steps.reduce((it: unknown, step) => step.apply(it, matched), document)
    const after: Fields = isFields(result) ? result : {}
    if (!equals(after._id, document._id)) {
      throw requestFailed(
        "Performing an update on the path '_id' would modify the immutable field '_id'",
        '不能修改 _id',
      )
    }
    return { ...after, _id: document._id }
  }
}

/** The operators whose operands become parts of documents. */
const storing: ReadonlySet<string> = new Set(['$set', '$min', '$max', '$push', '$addToSet'])

interface Step {
  /** What it changes. */
  paths: string[]
  apply(document: unknown, matched: ChangeOptions['matched']): unknown
}

type StepOf = (path: string, operand: unknown) => Step

/** Makes an operator that changes the field at a path. */
const changing =
  (changeOf: (operand: unknown, path: string) => Change, create = true): StepOf =>
  (path, operand) => {
    const change = changeOf(operand, path)
    return { paths: [path], apply: (document, matched) => changed(document, path, change, { create, matched }) }
  }

const operators: Readonly<Record<string, StepOf>> = {
  $set: changing((operand) => () => operand),
  $unset: changing(() => () => undefined, false),
  $inc: changing(arithmetic('$inc', 0, (before, by) => before + by)),
  $mul: changing(arithmetic('$mul', 0, (before, by) => before * by)),
  $min: changing((operand) => (it) => (it === undefined || compare(operand, it) < 0 ? operand : it)),
  $max: changing((operand) => (it) => (it === undefined || compare(operand, it) > 0 ? operand : it)),
  $rename: rename,
  $bit: changing(bit),
  $push: changing(push),
  $addToSet: changing((operand, path) => {
    const added = isFields(operand) && '$each' in operand ? arrayOf('$each', operand.$each) : [operand]
    return (it) => added.reduce(withMember, arrayAt(path, it))
  }),
  $pop: changing((operand, path) => {
    if (operand !== 1 && operand !== -1) throw requestFailed('$pop expects 1 or -1', '$pop 的值必须是 1 或 -1')
    return (it) => (it === undefined ? it : arrayAt(path, it).slice(...(operand === 1 ? [0, -1] : [1])))
  }, false),
  $pull: changing((operand, path) => {
    const matches = elementMatcher(operand)
    return (it) => (it === undefined ? it : arrayAt(path, it).filter((element) => !matches(element)))
  }, false),
  $pullAll: changing((operand, path) => {
    const pulled = arrayOf('$pullAll', operand)
    return (it) =>
      it === undefined ? it : arrayAt(path, it).filter((element) => !pulled.some((value) => equals(value, element)))
  }, false),
}

function arithmetic(operator: string, missing: number, calculate: (before: number, by: number) => number) {
  return (operand: unknown, path: string): Change => {
    if (typeof operand !== 'number') {
      throw requestFailed(
        `Cannot apply ${operator} with a non-numeric argument: {${path}: ${typeName(operand)}}`,
        `${operator} 的值必须是数字，${path} 的值为 ${typeName(operand)}`,
      )
    }
    return (it) => {
      const before = it === undefined ? missing : it
      if (typeof before === 'number') return calculate(before, operand)
      throw requestFailed(
        `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' is of type ${typeName(it)}`,
        `${operator} 只能用于数字字段，字段 ${path} 的类型为 ${typeName(it)}`,
      )
    }
  }
}

/** Combines integers of 64 bits. */
function bit(operand: unknown, path: string): Change {
  const entries = Object.entries(isFields(operand) ? operand : {})
  if (entries.length === 0) throw requestFailed('The $bit modifier needs and, or or xor', '$bit 需要 and、or 或 xor')
  return (value) =>
    entries.reduce(
      (before, [name, mask]) => {
        const combine = bitwise[name]
        if (!combine) {
          throw requestFailed(
            `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator`,
            `$bit 只支持 and、or 和 xor，不支持 ${name}`,
          )
        }
        if (!Number.isInteger(mask) || !Number.isInteger(before)) {
          throw requestFailed(
            `Cannot apply $bit to a value of non-integral type: ${path}`,
            `$bit 只能用于整数：${path}`,
          )
        }
        return Number(BigInt.asIntN(64, combine(BigInt(before), BigInt(Number(mask)))))
      },
      Number(value ?? 0),
    )
}

const bitwise: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

function rename(from: string, to: unknown): Step {
  if (typeof to !== 'string')
    throw requestFailed(
      `The 'to' field for $rename must be a string: ${from}`,
      `$rename 的新字段名必须是字符串：${from}`,
    )
  return {
    paths: [from, to],
    apply: (document, matched) => {
      const value = from.split('.').reduce<unknown>(own, document)
      if (value === undefined) return document
      const without = changed(document, from, () => undefined, { create: false, matched })
      return changed(without, to, () => value, { create: true, matched })
    },
  }
}

function push(operand: unknown, path: string): Change {
  if (!isFields(operand) || !('$each' in operand)) return (it) => [...arrayAt(path, it), operand]
  const { $each, $position, $slice, $sort, ...others } = operand
  const [unknown] = Object.keys(others)
  if (unknown !== undefined)
    throw requestFailed(`Unrecognized clause in $push: ${unknown}`, `$push 没有参数 ${unknown}`)
  const added = arrayOf('$each', $each)
  const position = integerOf('$position', $position)
  const slice = integerOf('$slice', $slice)
  const sort = sorter($sort)
  return (it) => {
    const result = [...arrayAt(path, it)]
    result.splice(position ?? result.length, 0, ...added)
    const ordered = sort(result)
    if (slice === undefined) return ordered
    if (slice === 0) return []
    return slice > 0 ? ordered.slice(0, slice) : ordered.slice(slice)
  }
}

function sorter(order: unknown): (values: unknown[]) => unknown[] {
  if (order === undefined) return (values) => values
  if (order === 1 || order === -1) return (values) => values.sort((a, b) => compare(a, b) * order)
  const by = sortOrder(order)
  return (values) => sorted(values, by)
}

/**
 * Reads `{ path: 1 | -1 }`.
 *
 * @throws DatabaseError
 */
export function sortOrder(order: unknown): Record<string, 1 | -1> {
  if (!isFields(order) || Object.keys(order).length === 0)
    throw requestFailed('a sort needs at least one field', '排序至少需要一个字段')
  return Object.fromEntries(
    Object.entries(order).map(([path, direction]) => {
      if (direction !== 1 && direction !== -1)
        throw requestFailed(`the sort direction of ${path} is not 1 or -1`, `字段 ${path} 的排序方向必须是 1 或 -1`)
      return [path, direction]
    }),
  )
}

function withMember(set: readonly unknown[], value: unknown): readonly unknown[] {
  return set.some((it) => equals(it, value)) ? set : [...set, value]
}

/** `$pull` removes equal values, or what matches operators, or objects whose fields match. */
function elementMatcher(operand: unknown): (element: unknown) => boolean {
  const isQuery = isFields(operand) && !Object.keys(operand).some((it) => it.startsWith('$'))
  if (isQuery) return matcher(operand)
  if (!isFields(operand) && !(operand instanceof RegExp)) return (element) => equals(element, operand)
  const matches = matcher({ element: operand })
  return (element) => matches({ element })
}

function arrayAt(path: string, value: unknown = []): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw requestFailed(
    `The field '${path}' must be an array but is of type ${typeName(value)}`,
    `字段 ${path} 必须是数组，实际类型为 ${typeName(value)}`,
  )
}

function arrayOf(operator: string, operand: unknown): unknown[] {
  if (Array.isArray(operand)) return operand
  throw requestFailed(
    `The argument to ${operator} must be an array but was of type ${typeName(operand)}`,
    `${operator} 的值必须是数组，实际类型为 ${typeName(operand)}`,
  )
}

function integerOf(operator: string, operand: unknown): number | undefined {
  if (operand === undefined || Number.isInteger(operand)) return operand === undefined ? operand : Number(operand)
  throw requestFailed(
    `The value for ${operator} must be an integer value but was of type ${typeName(operand)}`,
    `${operator} 的值必须是整数，实际类型为 ${typeName(operand)}`,
  )
}

/** Two operators must not change the same field, nor one a part of what the other changes. */
function refuseConflicts(paths: readonly string[]): void {
  for (const [at, path] of paths.entries()) {
    const other = paths.slice(at + 1).find((it) => `${it}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${it}.`))
    if (other !== undefined)
      throw requestFailed(
        `Updating the path '${other}' would create a conflict at '${path}'`,
        `不能同时更新 ${other} 和 ${path}`,
      )
  }
}

/**
 * Finds the first element of an array that the conditions on the array match.
 *
 * @throws DatabaseError if there is none
 */
export function matchedIndex(document: Document, path: string, condition: Readonly<Fields>): number {
  const conditions = conditionsOn(path, condition)
  if (Object.keys(conditions).length > 0) {
    const matches = matcher(conditions)
    const [array] = valuesAt(document, path)
    const index = Array.isArray(array) ? array.findIndex((it) => matches(nested(path, [it]))) : -1
    if (index >= 0) return index
  }
  throw requestFailed(
    'The positional operator did not find the match needed from the query.',
    '位置操作符 $ 在查询条件里找不到匹配的数组元素',
  )
}

function conditionsOn(path: string, condition: Readonly<Fields>): Fields {
  const direct = Object.entries(condition).filter(([key]) => key === path || key.startsWith(`${path}.`))
  const { $and } = condition
  const inAnd = Array.isArray($and) ? $and.filter(isFields).map((it) => conditionsOn(path, it)) : []
  return Object.assign(Object.fromEntries(direct), ...inAnd)
}

function nested(path: string, value: unknown): unknown {
  return path.split('.').reduceRight((it, part) => ({ [part]: it }), value)
}
