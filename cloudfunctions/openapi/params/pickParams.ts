import { isDeepStrictEqual } from 'node:util'
import type * as v from 'valibot'
import type { Api } from '../apis/Api'
import { isEntries, isList, isOptional, unwrapped } from '../apis/schemas'
import { OpenApiError } from '../errors/OpenApiError'
import { secretsOf } from '../errors/redact'
import { snakeCase } from '../names/convertCase'
import { isObject } from '../names/isObject'
import { nearest } from '../names/nearest'
import { about, wrongType } from './describeIssue'

/** WeChat adds these to the event of a call from a mini program. They are not parameters, so they are never sent. */
export const INJECTED: ReadonlySet<string> = new Set(['userInfo', 'tcbContext', 'user_info', 'tcb_context'])

/** The only form of a name that an error shows. Any other unknown name may be a password in the wrong place. */
const NAME = /^[A-Za-z_]{1,40}$/

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
  return pick({ api, secrets: secretsOf(api, event) }, api.params, event, '')
}

interface Source {
  api: Api
  /** Values that no error may show. */
  secrets: readonly string[]
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
  throw new OpenApiError(source.api.name, -401003, wrongType(path, 'object', value))
}

function pickEntries(source: Source, entries: v.ObjectEntries, value: object, path: string): object {
  const known = Object.entries(entries)
  const picked: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (path === '' && INJECTED.has(name)) continue
    const given: unknown = Reflect.get(value, name)
    if (given === undefined) continue
    const entry = known.find(([param]) => param === name || snakeCase(param) === name)
    if (entry === undefined) throw unknownName(source, name, Object.keys(entries), path)
    const [param, schema] = entry
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

function unknownName({ api, secrets }: Source, name: string, known: string[], path: string): OpenApiError {
  const near = secrets.some((secret) => name.includes(secret)) ? undefined : nearName(name, known)
  const all = known.join(', ')
  const list = { en: `(known: ${all || 'none'})`, zh: `（可用：${all || '无'}）` }
  const problem =
    near === undefined
      ? {
          en: `${path ? `parameter${path}` : 'event'} has an unknown parameter ${list.en}`,
          zh: `${path ? `参数 ${path.slice(1)}` : 'event'} 中有未知参数${list.zh}`,
        }
      : {
          en: `parameter${path}.${name} is unknown, did you mean ${JSON.stringify(near)}? ${list.en}`,
          zh: `参数 ${`${path}.${name}`.slice(1)} 不存在，是否应为 ${JSON.stringify(near)}？${list.zh}`,
        }
  return new OpenApiError(api.name, -401002, problem)
}

/**
 * Returns the known name that an unknown one was probably meant to be.
 *
 * @returns undefined if no known name is near, or if the unknown name may be a password, which must not be shown
 * @example
 * nearName('bizID', ['type', 'bizId']) // 'bizId'
 * nearName('password2024', ['password']) // undefined
 */
export function nearName(name: string, known: readonly string[]): string | undefined {
  return NAME.test(name) ? nearest(name, known) : undefined
}

/** What an id looks like. */
const FORMS: Readonly<Record<string, RegExp>> = { deliveryId: /^[A-Z0-9_]{2,16}$/, bizId: /^[\w.-]{1,64}$/ }

/**
 * Returns whether the value of a deliveryId or bizId looks like one. Otherwise it may be a password in the wrong place, and must
 * not be shown.
 *
 * @param param our name of any parameter
 * @example
 * looksRight('deliveryId', 'hunter22') // false
 */
export function looksRight(param: string, value: unknown): boolean {
  return typeof value !== 'string' || (FORMS[param]?.test(value) ?? true)
}

function givenTwice({ api }: Source, param: string, path: string): OpenApiError {
  const wire = snakeCase(param)
  const problem = {
    en: `is given twice with different values, as ${param} and as ${wire}`,
    zh: `以 ${param} 和 ${wire} 给了两次，值不同`,
  }
  return new OpenApiError(api.name, -401002, about(`${path}.${param}`, problem))
}
