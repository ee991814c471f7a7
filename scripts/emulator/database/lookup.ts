import { Aggregator } from 'mingo/aggregator'
import { evalExpr } from 'mingo/core'
import type { Iterator } from 'mingo/lazy'
import type { AnyObject, Options } from 'mingo/types'
import { requestFailed } from './DatabaseError'
import type { Fields } from './Documents'
import { add } from './evaluated'
import { isFields } from './extendedJson'
import { keyOf, own, valuesAt } from './order'

/** What a document and the documents of the other collection must have in common: one of these values. */
interface Join {
  of(document: AnyObject, variables: Options): unknown[]
  ofOther(document: AnyObject): unknown[]
}

/**
 * `$lookup` with an index of the other collection, by `foreignField` or by an equality in the pipeline. That of mingo 7.2.7
 * runs the pipeline on all its documents.
 */
export function lookup(documents: Iterator, expression: unknown, options: Options): Iterator {
  const { from, as, localField, foreignField, let: definitions = {}, pipeline = [] } = fieldsOf(expression)
  if (typeof from !== 'string' || typeof as !== 'string' || !isFields(definitions) || !Array.isArray(pipeline)) {
    throw requestFailed(
      '$lookup needs strings from and as, an object let and an array pipeline',
      'lookup 的 from 和 as 必须是字符串，let 必须是对象，pipeline 必须是数组',
    )
  }
  const stages = pipeline.map(fieldsOf)
  const others = options.collectionResolver?.(from) ?? []
  const join =
    typeof localField === 'string' && typeof foreignField === 'string'
      ? { of: (it: unknown) => elementsAt(it, localField), ofOther: (it: unknown) => elementsAt(it, foreignField) }
      : equalityOf(stages, { ...options.variables, ...definitions }, options)
  const find = join ? joined(others, join) : () => others
  const run = (document: AnyObject) => {
    const variables = withVariables(options, fieldsOf(evalExpr(document, definitions, options)))
    const found = find(document, variables)
    const results = stages.length === 0 ? found : new Aggregator(stages, variables).run<AnyObject>(found)
    add(results.length)
    return results
  }
  const isSame = !join && Object.keys(definitions).length === 0
  let same: AnyObject[] | undefined
  return documents.map((it: AnyObject) => {
    if (!isSame) return { ...it, [as]: run(it) }
    same ??= run(it)
    return { ...it, [as]: same }
  })
}

/** Returns a function that finds the documents that have a value in common with a given one. */
function joined(others: readonly AnyObject[], { of, ofOther }: Join) {
  let index: Map<string | undefined, Set<AnyObject>> | undefined
  const built = () => {
    const sets = new Map<string | undefined, Set<AnyObject>>()
    for (const other of others) {
      for (const key of ofOther(other).map(keyOf)) sets.set(key, (sets.get(key) ?? new Set()).add(other))
    }
    return sets
  }
  return (document: AnyObject, variables: Options): AnyObject[] => {
    index ??= built()
    const sets = of(document, variables).map((it) => index?.get(keyOf(it)) ?? new Set<AnyObject>())
    const [only, ...more] = sets
    if (more.length === 0) return [...(only ?? [])]
    return others.filter((it) => sets.some((set) => set.has(it)))
  }
}

/** Each element of an array counts; a missing field is the same as null. */
function elementsAt(document: unknown, path: string): unknown[] {
  return valuesAt(document, path).flatMap((it) => (Array.isArray(it) ? it : [it ?? null]))
}

/** Finds an equality of a field and a variable that the first stage demands; the stage itself remains. */
function equalityOf([first]: readonly Fields[], variables: Fields, options: Options): Join | undefined {
  for (const condition of conditionsOf(own(first, '$match')).flatMap((it) => conditionsOf(own(it, '$expr')))) {
    const operands = own(condition, '$eq')
    if (!Array.isArray(operands) || operands.length !== 2) continue
    const field = operands.find((it) => typeof it === 'string' && /^\$[^$]/.test(it))
    const variable = operands.find((it) => typeof it === 'string' && nameOf(it) in variables)
    if (field === undefined || variable === undefined) continue
    return {
      of: (_, withValues) => [evalExpr({}, variable, withValues)],
      ofOther: (other) => [evalExpr(other, field, options)],
    }
  }
  return undefined
}

/** Returns the name of a variable in an expression such as `$$name.field`. */
function nameOf(expression: string): string {
  return /^\$\$([^.]+)/.exec(expression)?.[1] ?? ''
}

function conditionsOf(condition: unknown): unknown[] {
  const all = own(condition, '$and')
  return [condition, ...(Array.isArray(all) ? all : [])]
}

function withVariables(options: Options, variables: Fields): Options {
  const { idKey, processingMode, useStrictMode, failOnError, collectionResolver, context } = options
  return {
    ...{ idKey, processingMode, useStrictMode, failOnError, context, scriptEnabled: false },
    ...(collectionResolver && { collectionResolver }),
    variables: { ...options.variables, ...variables },
  }
}

function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw requestFailed('a stage needs an object', '聚合阶段的参数必须是对象')
  return value
}
