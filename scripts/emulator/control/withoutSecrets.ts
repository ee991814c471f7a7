import * as v from 'valibot'
import { apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { choicesOf, isEntries, isList, unwrapped } from '../../../cloudfunctions/openapi/apis/schemas'
import { BLANK } from '../../../cloudfunctions/openapi/errors/redact'
import { camelCase, snakeCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { INJECTED, looksRight, nearName } from '../../../cloudfunctions/openapi/params/pickParams'

export { BLANK }

/** Matches names whose values a function of another project may want to hide. */
const SECRET_NAME = /pass|pwd|secret|token|credential|authorization|(session|private|api|access)_?key|密码/i

const MAX_DEPTH = 20

type Params = Readonly<Record<string, unknown>>

/**
 * Blanks the parameters of a call of an API, except known ones that are not secrets: a misspelt `pasword` holds a password too.
 * A name that is not near a known one, and an id that does not look like one, are blanked: they may be passwords.
 *
 * @param name the API
 * @param params under WeChat's names
 */
export function wireParamsWithoutSecrets(name: string, params: Params): Params {
  // Only the name of the collection.
  if (name.startsWith('database.')) return params
  const api = Object.values<Api>(apis).find((it) => it.name === name)
  return api ? shownParams(api, api.params.entries, params, false) : blankedValues(params)
}

/**
 * Blanks secrets in the event of a function. A function named like an API is treated as ours; in the events of others, names
 * that sound secret lose their values, at every depth.
 */
export function eventWithoutSecrets(functionName: string, event: Params): Params {
  const api = Object.values<Api>(apis).find((it) => it.name.endsWith(`.${functionName}`))
  if (api === undefined) return blankedByName(event, MAX_DEPTH)
  return shownParams(api, api.params.entries, event, true)
}

/**
 * Blanks the values of names that sound secret.
 *
 * @param depth how many levels are kept
 * @example
 * withoutSecretNames({ session_key: 'HyVFkGl5F5OQWJZZaNzBBg==' }) // { session_key: '***' }
 */
export function withoutSecretNames(value: unknown, depth = MAX_DEPTH): unknown {
  if (Array.isArray(value)) return depth === 0 ? '[...]' : value.map((it) => withoutSecretNames(it, depth - 1))
  if (!isObject(value)) return value
  return depth === 0 ? '{...}' : blankedByName(value, depth - 1)
}

/** Returns the strings and names that were blanked, so that they can be blanked elsewhere. */
export function blankedTexts(before: unknown, after: unknown): string[] {
  if (after === BLANK) return typeof before === 'string' && before !== BLANK ? [before] : []
  if (!isObject(before) || !isObject(after)) {
    return Array.isArray(before) && Array.isArray(after)
      ? before.flatMap((it, index) => blankedTexts(it, after[index]))
      : []
  }
  const values = new Map<string, unknown>(Object.entries(after))
  return Object.entries(before).flatMap(([name, value]) =>
    values.has(name) ? blankedTexts(value, values.get(name)) : [name, ...blankedTexts(value, BLANK)],
  )
}

/** @param isEvent also accepts our names: an event may have both */
function shownParams(api: Api, entries: v.ObjectEntries, params: object, isEvent: boolean): Params {
  const known = Object.keys(entries)
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const ours = known.find((it) => snakeCase(it) === name || (isEvent && it === name))
      const schema = ours === undefined ? undefined : entries[ours]
      if (ours !== undefined && schema) return [name, shownParam(api, { name: ours, schema, value, isEvent })]
      const isShown = INJECTED.has(name) || name === '$doctor' || nearName(camelCase(name), known) !== undefined
      return [isShown ? name : BLANK, BLANK]
    }),
  )
}

interface Param {
  name: string
  schema: v.GenericSchema
  value: unknown
  isEvent: boolean
}

function shownParam(api: Api, param: Param): unknown {
  const { name, schema, value, isEvent } = param
  const inner = unwrapped(schema)
  if (isEntries(inner) && isObject(value)) return shownParams(api, inner.entries, value, isEvent)
  if (isList(inner) && Array.isArray(value)) {
    return value.map((item) => shownParam(api, { ...param, schema: inner.item, value: item }))
  }
  const isHidden =
    api.secrets.includes(name) ||
    !looksRight(name, value) ||
    // A value that is not in the list may be a password in the wrong parameter.
    (choicesOf(inner).length > 0 && !v.is(schema, value))
  return isHidden ? BLANK : withoutSecretNames(value)
}

function blankedValues(params: object): Params {
  return Object.fromEntries(Object.keys(params).map((name) => [name, BLANK]))
}

function blankedByName(value: object, depth: number): Params {
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [name, SECRET_NAME.test(name) ? BLANK : withoutSecretNames(it, depth)]),
  )
}
