import * as v from 'valibot'
import type { Api, WireParams } from '../apis/Api'
import { OpenApiError } from '../errors/OpenApiError'
import { joined } from '../messages/Message'
import { toSnakeCase } from '../names/convertCase'
import { isObject } from '../names/isObject'
import { describeIssue, typeName } from './describeIssue'
import { pickParams } from './pickParams'

/** Number of problems that an error lists. */
const MAX_PROBLEMS = 5

/**
 * Picks an API's parameters out of an event, checks them, and gives them WeChat's names.
 *
 * @param event what the function was called with; it is not changed
 * @throws OpenApiError -401002: a parameter is unknown, missing, given twice with different values, or not accepted;
 *   -401003: a parameter, or the event itself, has the wrong type
 * @example
 * toWireParams(bindAccount, { type: 'unbind', bizId: '123456', deliveryId: 'YUNDA' })
 * // { type: 'unbind', biz_id: '123456', delivery_id: 'YUNDA' }
 */
export function toWireParams(api: Api, event: unknown): WireParams {
  if (!isObject(event)) {
    const type = typeName(event)
    const problem = { en: `event should be object instead of ${type}`, zh: `event 应为 object，而不是 ${type}` }
    throw new OpenApiError(api.name, -401003, problem)
  }
  const { success, output: params, issues } = v.safeParse(api.params, pickParams(api, event))
  if (!success) throw invalid(api, issues)
  const refusal = api.refusals?.find(({ when }) =>
    Object.entries(when).every(([name, value]) => params[name] === value),
  )
  if (refusal) throw new OpenApiError(api.name, -401002, refusal.because)
  return toSnakeCase(params)
}

function invalid({ name }: Api, issues: readonly v.BaseIssue<unknown>[]): OpenApiError {
  const problems = issues.map((it) => describeIssue(it))
  const errCode = Math.min(...problems.map((it) => it.errCode))
  const listed = problems.slice(0, MAX_PROBLEMS).map(({ problem }) => problem)
  const more = problems.length - listed.length
  const rest = more > 0 ? [{ en: `and ${more} more`, zh: `另有 ${more} 处` }] : []
  return new OpenApiError(name, errCode, joined([...listed, ...rest]))
}
