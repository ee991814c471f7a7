import { isDeepStrictEqual } from 'node:util'
import type * as v from 'valibot'
import type { Api } from '../apis/Api'
import { isEntries, isList, isOptional, unwrapped } from '../apis/schemas'
import { OpenApiError } from '../errors/OpenApiError'
import { readProperty } from '../errors/readProperty'
import { redact } from '../errors/redact'
import { snakeCase } from '../names/convertCase'
import { isObject } from '../names/isObject'
import { nearest } from '../names/nearest'
import { typeName } from './describeIssue'

/** WeChat adds these to the event of a call from a mini program. They are not parameters, so they are never sent. */
export const INJECTED: ReadonlySet<string> = new Set(['userInfo', 'tcbContext', 'user_info', 'tcb_context'])

/** Number of characters of a name that an error shows. */
const MAX_NAME_LENGTH = 40

/** The API, and the event that holds its parameters. */
interface Source {
  api: Api
  event: object
}

/**
 * Picks an API's parameters out of an event, at every depth, under our names. Both camelCase and snake_case are accepted.
 * Leaves out what WeChat injects, empty optional strings and undefined values. Values of a wrong type stay: toWireParams
 * refuses them.
 *
 * @throws OpenApiError -401002: a name is unknown, or given twice with different values; -401003: a parameter should be an object and is not
 * @example
 * pickParams(bindAccount, { biz_id: '123456', password: '' }) // { bizId: '123456' }
 */
export function pickParams(api: Api, event: object): unknown {
  return pick({ api, event }, api.params, event, '')
}

/** @param path of the value: `''` for the event, `.cargo.detailList[0]` for an inner value */
function pick(source: Source, schema: v.GenericSchema, value: unknown, path: string): unknown {
  const inner = unwrapped(schema)
  if (isList(inner) && Array.isArray(value)) {
    return value.map((item, index) => pick(source, inner.item, item, `${path}[${index}]`))
  }
  if (!isEntries(inner) || value === undefined) return value
  if (isObject(value)) return pickEntries(source, inner.entries, value, path)
  // valibot would accept a list as an object.
  const problem = `parameter${path} should be object instead of ${typeName(value)}`
  throw new OpenApiError(source.api.name, -401003, problem)
}

function pickEntries(source: Source, entries: v.ObjectEntries, value: object, path: string): object {
  const known = Object.keys(entries)
  const picked: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (path === '' && INJECTED.has(name)) continue
    const given: unknown = Reflect.get(value, name)
    if (given === undefined) continue
    const param = known.find((it) => it === name || snakeCase(it) === name) ?? ''
    const schema = entries[param]
    if (schema === undefined) throw unknownName(source, name, known, path)
    const inner = pick(source, schema, given, `${path}.${param}`)
    if (Object.hasOwn(picked, param) && !isDeepStrictEqual(picked[param], inner)) {
      throw givenTwice(source, param, path)
    }
    picked[param] = inner
  }
  for (const param of Object.keys(picked)) {
    if (picked[param] === '' && isOptionalText(entries[param])) delete picked[param]
  }
  return picked
}

function isOptionalText(schema: v.GenericSchema | undefined): boolean {
  return schema !== undefined && isOptional(schema) && schema.wrapped.type === 'string'
}

/** The name is foreign text, and may even be a secret that was sent as a name. */
function unknownName({ api, event }: Source, name: string, known: string[], path: string): OpenApiError {
  const near = nearest(name, known)
  const hint = near === undefined ? '' : `, did you mean "${near}"?`
  const cut = name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}...` : name
  const shown = JSON.stringify([...(path ? [path.slice(1)] : []), redact(cut, secretsOf(api, event))].join('.'))
  return new OpenApiError(
    api.name,
    -401002,
    `parameter ${shown} is unknown${hint} (known: ${known.join(', ') || 'none'})`,
  )
}

function givenTwice({ api }: Source, param: string, path: string): OpenApiError {
  const forms = `as ${param} and as ${snakeCase(param)}`
  return new OpenApiError(api.name, -401002, `parameter${path}.${param} is given twice with different values, ${forms}`)
}

/**
 * Returns the values of an API's secret parameters, under either form of their names.
 *
 * @param params an event, or parameters
 * @example
 * secretsOf(bindAccount, { type: 'bind', password: 'hunter22' }) // ['hunter22']
 */
export function secretsOf({ secrets }: Pick<Api, 'secrets'>, params: unknown): string[] {
  const values = secrets.flatMap((param) => [readProperty(params, param), readProperty(params, snakeCase(param))])
  return [...new Set(values)].filter((value) => typeof value === 'string')
}
