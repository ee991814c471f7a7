import * as v from 'valibot'
import { apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { choicesOf, unwrapped } from '../../../cloudfunctions/openapi/apis/schemas'
import { snakeCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'

export const BLANK = '***'

/** Matches names whose values a function of another project may want to hide. */
const SECRET_NAME = /pass|pwd|secret|token|credential|authorization|(session|private|api|access)_?key|密码/i

const MAX_DEPTH = 20

type Params = Readonly<Record<string, unknown>>

/**
 * Blanks the parameters of a call of an API, except known ones that are not secrets: a misspelt `pasword` holds a password too.
 *
 * @param name the API
 * @param params under WeChat's names
 */
export function wireParamsWithoutSecrets(name: string, params: Params): Params {
  // Only the name of the collection.
  if (name.startsWith('database.')) return params
  const api = Object.values<Api>(apis).find((it) => it.name === name)
  return shownParams(api, params, (ours, param) => snakeCase(ours) === param)
}

/**
 * Blanks secrets in the event of a function. A function named like an API is treated as ours; in the events of others, names
 * that sound secret lose their values, at every depth.
 */
export function eventWithoutSecrets(functionName: string, event: Params): Params {
  const api = Object.values<Api>(apis).find((it) => it.name.endsWith(`.${functionName}`))
  if (api === undefined) return blankedByName(event, MAX_DEPTH)
  return shownParams(api, event, (ours, param) => ours === param || snakeCase(ours) === param)
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

/** Returns the strings that were blanked, so that they can be blanked elsewhere. */
export function blankedTexts(before: unknown, after: unknown): string[] {
  if (after === BLANK) return typeof before === 'string' && before !== BLANK ? [before] : []
  if (!isObject(before) || !isObject(after)) {
    return Array.isArray(before) && Array.isArray(after)
      ? before.flatMap((it, index) => blankedTexts(it, after[index]))
      : []
  }
  const values = new Map<string, unknown>(Object.entries(after))
  return Object.entries(before).flatMap(([name, value]) => blankedTexts(value, values.get(name)))
}

function shownParams(api: Api | undefined, params: Params, isNameOf: (ours: string, param: string) => boolean): Params {
  const schemas = Object.entries(api?.params.entries ?? {})
  return Object.fromEntries(
    Object.entries(params).map(([param, value]) => {
      const [ours, schema] = schemas.find(([it]) => isNameOf(it, param)) ?? []
      const isHidden =
        ours === undefined ||
        schema === undefined ||
        api?.secrets.includes(ours) ||
        // A value that is not in the list may be a password in the wrong parameter.
        (choicesOf(unwrapped(schema)).length > 0 && !v.is(schema, value))
      return [param, isHidden ? BLANK : withoutSecretNames(value)]
    }),
  )
}

function blankedByName(value: object, depth: number): Params {
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [name, SECRET_NAME.test(name) ? BLANK : withoutSecretNames(it, depth)]),
  )
}
