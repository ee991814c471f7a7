import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import { type Api, type ApiName, apis, type WireParams } from '../apis'
import { OpenApiError } from '../errors/OpenApiError'
import { nearest } from '../names/nearest'
import { isObject, snakeCase, toSnakeCase } from '../names/toSnakeCase'

/** WeChat puts these into the event of a call from a mini program; passed on, WeChat would take them for parameters. */
const INJECTED = new Set(['userInfo', 'tcbContext', 'user_info', 'tcb_context'])

/** More of a name is not shown. */
const MAX_NAME_LENGTH = 40

/**
 * Picks an API's parameters out of an event and gives them WeChat's names.
 *
 * Both camelCase and snake_case names are accepted. An optional parameter that is undefined or `''` is left out.
 *
 * @param name the dotted name of the API
 * @param event what the function was called with; it is not changed
 * @throws OpenApiError -401002: a parameter is unknown, missing, given twice with different values or not accepted;
 *   -401003: a parameter, or the event itself, is of the wrong type
 * @example
 * toWireParams('logistics.bindAccount', { type: 'unbind', bizId: '123456', deliveryId: 'YUNDA' })
 * // { type: 'unbind', biz_id: '123456', delivery_id: 'YUNDA' }
 */
export function toWireParams<N extends ApiName>(name: N, event: unknown): WireParams<N> {
  const api: Api = apis[name]
  const fail = (errCode: number, problem: string) => new OpenApiError(errCode, `openapi.${name}:fail ${problem}`)

  if (!isObject(event)) throw fail(-401003, `event should be object instead of ${kindOf(event)}`)
  const given = pickParams(name, event, (problem) => fail(-401002, problem))
  const params = checkParams<(typeof apis)[N]['params']>(apis[name].params, given, fail)
  const refusal = api.refusals.find(({ when }) =>
    Object.entries(when).every(([param, value]) => given[param] === value),
  )
  if (refusal) throw fail(-401002, refusal.because)
  return toSnakeCase(params)
}

/** The event's parameters under our names, without the optional ones that are empty. */
function pickParams(name: ApiName, event: object, fail: (problem: string) => OpenApiError): Record<string, unknown> {
  const { entries }: v.ObjectSchema<v.ObjectEntries, undefined> = apis[name].params
  const names = namesOf(entries)
  const given: Record<string, unknown> = {}
  for (const key of Object.keys(event)) {
    const value: unknown = Reflect.get(event, key)
    if (INJECTED.has(key) || value === undefined) continue
    const param = names.get(key)
    if (param === undefined) throw fail(describeUnknown(key, Object.keys(entries)))
    if (Object.hasOwn(given, param) && !isDeepStrictEqual(given[param], value)) {
      throw fail(`parameter.${param} is given twice with different values, as ${param} and as ${snakeCase(param)}`)
    }
    given[param] = value
  }
  for (const param of Object.keys(given)) {
    if (given[param] === '' && entries[param]?.type === 'optional') delete given[param]
  }
  return given
}

const namesByEntries = new WeakMap<v.ObjectEntries, ReadonlyMap<string, string>>()

/** Our name of a parameter by each name that an event may give it; made once for each API. */
function namesOf(entries: v.ObjectEntries): ReadonlyMap<string, string> {
  const known = namesByEntries.get(entries)
  if (known) return known
  const names = new Map(Object.keys(entries).flatMap((param) => [param, snakeCase(param)].map((name) => [name, param])))
  namesByEntries.set(entries, names)
  return names
}

function describeUnknown(name: string, known: string[]): string {
  const shown = JSON.stringify(name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}...` : name)
  const near = nearest(name, known)
  const hint = near === undefined ? '' : `, did you mean "${near}"?`
  return `parameter ${shown} is unknown${hint} (known: ${known.join(', ') || 'none'})`
}

function checkParams<S extends v.GenericSchema>(
  schema: S,
  given: Record<string, unknown>,
  fail: (errCode: number, problem: string) => OpenApiError,
): v.InferOutput<S> {
  const checked = v.safeParse(schema, given)
  if (checked.success) return checked.output
  const problems = checked.issues.map(readIssue)
  const errCode = Math.min(...problems.map((problem) => problem.errCode))
  throw fail(errCode, problems.map(({ problem }) => problem).join('; '))
}

/** Says what is wrong with a parameter, never its value. */
function readIssue(issue: v.BaseIssue<unknown>): { errCode: number; problem: string } {
  const param = `parameter.${String(issue.path?.[0]?.key)}`
  if (issue.input === undefined) return { errCode: -401002, problem: `${param} is missing` }
  if (issue.kind === 'validation') return { errCode: -401002, problem: `${param} is blank` }
  if (typeof issue.input === 'string') {
    return {
      errCode: -401002,
      problem: `${param} should be ${issue.expected?.replace(/[()]/g, '').replace('|', 'or')}`,
    }
  }
  return { errCode: -401003, problem: `${param} should be string instead of ${kindOf(issue.input)}` }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
