import * as v from 'valibot'
import type { Api, ParamsOf, WireParamsOf } from '../apis/Api'
import { OpenApiError } from '../errors/OpenApiError'
import { readProperty } from '../errors/readProperty'
import { isObject } from '../names/isObject'
import { toSnakeCase } from '../names/toSnakeCase'
import { describeIssue } from './describeIssue'
import { kindOf } from './kindOf'
import { pickParams } from './pickParams'

/** A longer list helps nobody. */
const MAX_PROBLEMS = 5

/**
 * Picks an API's parameters out of an event, checks them, and gives them WeChat's names.
 *
 * @param event what the function was called with; it is not changed
 * @throws OpenApiError -401002: a parameter is unknown, missing, given twice with different values or not accepted;
 *   -401003: a parameter, or the event itself, is of the wrong kind
 * @example
 * toWireParams(bindAccount, { type: 'unbind', bizId: '123456', deliveryId: 'YUNDA' })
 * // { type: 'unbind', biz_id: '123456', delivery_id: 'YUNDA' }
 */
export function toWireParams<A extends Api>(api: A, event: unknown): WireParamsOf<A> {
  if (!isObject(event)) throw new OpenApiError(api.name, -401003, `event should be object instead of ${kindOf(event)}`)
  const params = check(api, pickParams(api, event))
  const refusal = api.refusals.find(({ when }) =>
    Object.entries(when).every(([param, value]) => readProperty(params, param) === value),
  )
  if (refusal) throw new OpenApiError(api.name, -401002, refusal.because)
  return toSnakeCase(params)
}

function check<A extends Api>(api: A, picked: unknown): ParamsOf<A> {
  const { success, output, issues } = v.safeParse<A['params']>(api.params, picked)
  if (success) return output
  const problems = issues.map(describeIssue)
  const errCode = Math.min(...problems.map((problem) => problem.errCode))
  const told = problems.slice(0, MAX_PROBLEMS).map(({ problem }) => problem)
  const more = problems.length - told.length
  throw new OpenApiError(api.name, errCode, [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; '))
}
