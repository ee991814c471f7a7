import { createContext, Script } from 'node:vm'
import { codeOf } from '../system/system'
import { DatabaseError, requestFailed } from './DatabaseError'
import { isFields } from './extendedJson'

/** How long an evaluation may take, in milliseconds: enough to sort 100,000 documents on a very busy computer. */
const TIME_LIMIT = 10_000

/** How many values an evaluation may add to arrays. MongoDB's limit is 100 MB of memory for a stage. */
const MOST_VALUES = 5_000_000

/** MongoDB's limit of a document, in bytes. */
const LONGEST_STRING = 16 * 1024 * 1024

const sandbox: { evaluate?: (() => unknown) | undefined } = {}
const context = createContext(sandbox)
const script = new Script('evaluate()')
let added = 0

/** A request with more values than this may take long. */
const FEW = 100

/** The operators and stages whose time depends on the number and size of the documents only. */
const quick: ReadonlySet<string> = new Set([
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$mod', '$exists'],
  ...['$and', '$or', '$nor', '$not', '$all', '$size', '$elemMatch', '$slice'],
  ...['$set', '$unset', '$inc', '$mul', '$push', '$each', '$addToSet', '$pop', '$pull', '$pullAll'],
  ...['$match', '$sort', '$skip', '$limit', '$count', '$project', '$group', '$sum', '$avg', '$min', '$max'],
])

/**
 * Evaluates what a request sends, and stops it when it takes too long. Nothing else can stop a regular expression. It must
 * not write, since it may be stopped anywhere. A simple request needs no limit, which takes as long as finding a document.
 *
 * @param request queries, changes and stages
 * @throws DatabaseError
 */
export function evaluated<T>(request: unknown, evaluate: () => T): T {
  added = 0
  return isQuick(request) ? evaluate() : withinTime(evaluate)
}

function isQuick(request: unknown): boolean {
  let count = 0
  const isFew = (value: unknown): boolean => {
    count += 1
    if (count > FEW || value instanceof RegExp) return false
    if (Array.isArray(value)) return value.every(isFew)
    return (
      !isFields(value) || Object.entries(value).every(([key, it]) => (key[0] !== '$' || quick.has(key)) && isFew(it))
    )
  }
  return isFew(request)
}

function withinTime<T>(evaluate: () => T): T {
  sandbox.evaluate = evaluate
  try {
    const result: T = script.runInContext(context, { timeout: TIME_LIMIT })
    return result
  } catch (error) {
    if (codeOf(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    // The code is assumed#database-slow
    throw new DatabaseError('SERVER_TIMEOUT', {
      en: `the evaluation took longer than ${TIME_LIMIT / 1000} s and was stopped; nothing was written`,
      zh: `查询或更新超过 ${TIME_LIMIT / 1000} 秒，已终止，没有写入任何数据`,
    })
  } finally {
    sandbox.evaluate = undefined
  }
}

/**
 * Notes that an evaluation adds values to an array. Memory would be full before the time is over.
 *
 * @throws DatabaseError if there are too many
 */
export function add(values: number): void {
  added += values
  if (added > MOST_VALUES) throw tooMuchMemory()
}

/** @throws DatabaseError if a string is longer than a document can be */
export function refuseLong(value: unknown): void {
  if (typeof value === 'string' && value.length > LONGEST_STRING) throw tooMuchMemory()
}

function tooMuchMemory(): DatabaseError {
  return requestFailed('Exceeded memory limit of the evaluation', '查询或聚合占用的内存过多，已终止')
}
