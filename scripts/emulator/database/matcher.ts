import { Context } from 'mingo/core'
import { Query } from 'mingo/query'
import { DatabaseError, requestFailed } from './DatabaseError'
import type { Fields } from './Documents'
import { isFields } from './extendedJson'
import { operators } from './operators'

const options = { context: Context.init(operators), scriptEnabled: false }

/**
 * Compiles a query.
 *
 * @throws DatabaseError if the query is invalid, even if there are no documents to test
 * @example
 * const matches = matcher({ n: { $gt: 1 } })
 * matches({ n: 2 }) // true
 */
export function matcher(condition: Readonly<Fields>): (document: unknown) => boolean {
  const compiled = asRequest(() => new Query({ ...condition }, options))
  return (document) => isFields(document) && asRequest(() => compiled.test(document))
}

/** Runs mingo and turns its errors into those of the platform. */
export function asRequest<T>(evaluate: () => T): T {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof DatabaseError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw requestFailed(reason, `查询或聚合无效：${reason}`)
  }
}
