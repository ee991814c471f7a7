import { isDeepStrictEqual } from 'node:util'
import type * as v from 'valibot'
import type { Api } from '../apis/Api'
import { OpenApiError } from '../errors/OpenApiError'
import { redact } from '../errors/redact'
import { isObject } from '../names/isObject'
import { nearest } from '../names/nearest'
import { snakeCase } from '../names/toSnakeCase'
import { INJECTED } from './INJECTED'
import { kindOf } from './kindOf'
import { isEntries, isList, isOptional, unwrapped } from './schemaKinds'
import { secretsOf } from './secretsOf'

/** More of a name is not shown. */
const MAX_NAME_LENGTH = 40

/** Whose parameters are picked out of what. */
interface Source {
  api: Api
  event: object
}

/**
 * Picks an API's parameters out of an event, at every depth, under our names: both camelCase and snake_case are accepted.
 * What WeChat injects, an optional text that is `''`, and whatever is undefined is left out; a text or number of another
 * kind than the API wants stays, for the check to refuse.
 *
 * @throws OpenApiError -401002: a name is unknown, or given twice with different values; -401003: something else than an object
 * @example
 * pickParams(bindAccount, { biz_id: '123456', password: '' }) // { bizId: '123456' }
 */
export function pickParams(api: Api, event: object): unknown {
  return pick({ api, event }, api.params, event, '')
}

/** @param path of the value: `''` for the event, else `.cargo.detailList[0]` */
function pick(source: Source, schema: v.GenericSchema, value: unknown, path: string): unknown {
  const inner = unwrapped(schema)
  if (isList(inner) && Array.isArray(value)) {
    return value.map((item, index) => pick(source, inner.item, item, `${path}[${index}]`))
  }
  if (!isEntries(inner) || value === undefined) return value
  if (isObject(value)) return pickEntries(source, inner.entries, value, path)
  // valibot would take a list for an object.
  const problem = `parameter${path} should be object instead of ${kindOf(value)}`
  throw new OpenApiError(source.api.name, -401003, problem)
}

function pickEntries(source: Source, entries: v.ObjectEntries, value: object, path: string): object {
  const names = namesOf(entries)
  const picked: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (path === '' && INJECTED.has(name)) continue
    const given: unknown = Reflect.get(value, name)
    if (given === undefined) continue
    const param = names.get(name) ?? ''
    const schema = entries[param]
    if (schema === undefined) throw unknownName(source, name, Object.keys(entries), path)
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

const namesByEntries = new WeakMap<v.ObjectEntries, ReadonlyMap<string, string>>()

/** Our name of a parameter by each name that an event may give it; made once for each object of parameters. */
function namesOf(entries: v.ObjectEntries): ReadonlyMap<string, string> {
  const known = namesByEntries.get(entries)
  if (known) return known
  const names = new Map(Object.keys(entries).flatMap((param) => [param, snakeCase(param)].map((name) => [name, param])))
  namesByEntries.set(entries, names)
  return names
}

/** The name is a foreign text: whoever mistook a value for a name may have sent a secret there. */
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
