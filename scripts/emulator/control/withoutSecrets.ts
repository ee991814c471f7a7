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
const SECRET_PART =
  /password|passwd|passphrase|passcode|pwd|secret|token|credential|authorization|cookie|(session|private|api|access)_?key|密码|口令/i
/** Short names match as whole words only: `pin` is not part of `shipping`. */
const SECRET_WORD = /(?<![a-z])(pass|psw|pin|mima|auth|sign)s?(?![a-z])/
const WORD_BREAK = /(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g
/** Shorter numbers are rarely secrets, and many texts contain them. */
const MIN_DIGITS = 4

const MAX_DEPTH = 20

export type Redactor = (text: string) => string
const same: Redactor = (text) => text

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
  if (api === undefined) return objectWithoutSecrets(event)
  return shownParams(api, api.params.entries, event, true)
}

/**
 * Blanks the values of names that sound secret, and known secrets wherever they are.
 *
 * @param redact blanks the known secrets in a string
 * @param depth how many levels are kept
 * @example
 * withoutSecrets({ session_key: 'HyVFkGl5F5OQWJZZaNzBBg==', n: 1 }, (text) => text) // { session_key: '***', n: 1 }
 */
export function withoutSecrets(value: unknown, redact: Redactor, depth = MAX_DEPTH): unknown {
  if (typeof value === 'string') return redact(value)
  if (typeof value === 'number') return redact(`${value}`) === `${value}` ? value : BLANK
  if (Array.isArray(value)) return depth === 0 ? '[...]' : value.map((it) => withoutSecrets(it, redact, depth - 1))
  if (!isObject(value)) return value
  return depth === 0 ? '{...}' : objectWithoutSecrets(value, redact, depth - 1)
}

/** Blanks secrets in an object. See withoutSecrets. */
export function objectWithoutSecrets(value: object, redact: Redactor = same, depth = MAX_DEPTH): Params {
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [
      redact(name),
      isSecretName(name) ? BLANK : withoutSecrets(it, redact, depth),
    ]),
  )
}

/**
 * Returns what was blanked, so that it can be blanked elsewhere: strings, names, and everything under a name that sounds secret.
 *
 * @param name the name of the value
 */
export function blankedTexts(before: unknown, after: unknown, name = ''): string[] {
  if (after === BLANK && (isSecretName(name) || typeof before === 'string')) return textsIn(before)
  if (Array.isArray(before) && Array.isArray(after)) return before.flatMap((it, at) => blankedTexts(it, after[at]))
  if (!isObject(before) || !isObject(after)) return []
  const values = new Map<string, unknown>(Object.entries(after))
  return Object.entries(before).flatMap(([key, value]) =>
    values.has(key) ? blankedTexts(value, values.get(key), key) : [key, ...textsIn(value)],
  )
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === BLANK ? [] : [value]
  if (typeof value === 'number') return `${value}`.length < MIN_DIGITS ? [] : [`${value}`]
  return typeof value === 'object' ? Object.values(value ?? {}).flatMap(textsIn) : []
}

function isSecretName(name: string): boolean {
  return SECRET_PART.test(name) || SECRET_WORD.test(name.replace(WORD_BREAK, '_').toLowerCase())
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
  return isHidden ? BLANK : withoutSecrets(value, same)
}

function blankedValues(params: object): Params {
  return Object.fromEntries(Object.keys(params).map((name) => [name, BLANK]))
}
