import * as v from 'valibot'
import { apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { choicesOf, unwrapped } from '../../../cloudfunctions/openapi/apis/schemas'
import { snakeCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'

export const BLANK = '***'

/** A name under which a function that is not ours may be given, or may return, what nobody else is to see. */
const SECRET_NAME = /pass|pwd|secret|token|credential|authorization|(session|private|api|access)_?key|密码/i

const MAX_DEPTH = 20

type Params = Readonly<Record<string, unknown>>

/**
 * The parameters of a call of an API: shown are known ones that are no secrets; a misspelt `pasword` holds a password too.
 *
 * @param name of the API
 * @param params under WeChat's names
 */
export function wireParamsWithoutSecrets(name: string, params: Params): Params {
  const api = Object.values<Api>(apis).find((it) => it.name === name)
  return Object.fromEntries(
    Object.entries(params).map(([param, value]) => {
      const ours = Object.keys(api?.params.entries ?? {}).find((it) => snakeCase(it) === param)
      return [param, shownValue(api, ours, value)]
    }),
  )
}

/**
 * What a function is called with. One that is named as an API of ours is taken for ours; of another the values of names
 * that sound secret are blanked, at every depth.
 *
 * @param functionName the function's
 * @param data the event
 */
export function eventWithoutSecrets(functionName: string, data: Params): Params {
  const api = Object.values<Api>(apis).find((it) => it.name.endsWith(`.${functionName}`))
  if (api === undefined) return blankedByName(data)
  return Object.fromEntries(
    Object.entries(data).map(([param, value]) => {
      const ours = Object.keys(api.params.entries).find((it) => it === param || snakeCase(it) === param)
      return [param, shownValue(api, ours, value)]
    }),
  )
}

/**
 * A value in which names that sound secret have no values; what is deeper than anybody reads is left out.
 *
 * @param depth how many levels are read
 * @example
 * withoutSecretNames({ session_key: 'HyVFkGl5F5OQWJZZaNzBBg==' }) // { session_key: '***' }
 */
export function withoutSecretNames(value: unknown, depth = MAX_DEPTH): unknown {
  if (Array.isArray(value)) return depth === 0 ? '[...]' : value.map((it) => withoutSecretNames(it, depth - 1))
  if (!isObject(value)) return value
  return depth === 0 ? '{...}' : blankedByName(value, depth - 1)
}

/** The texts that were blanked, to be blanked wherever else they stand. */
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

/** What is none of the few values that are accepted may be anything, a password in the wrong place too. */
function shownValue(api: Api | undefined, param: string | undefined, value: unknown): unknown {
  const schema = param === undefined ? undefined : api?.params.entries[param]
  if (schema === undefined || param === undefined || api?.secrets.includes(param)) return BLANK
  if (choicesOf(unwrapped(schema)).length > 0 && !v.is(schema, value)) return BLANK
  return withoutSecretNames(value)
}

function blankedByName(value: object, depth = MAX_DEPTH): Params {
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [name, SECRET_NAME.test(name) ? BLANK : withoutSecretNames(it, depth)]),
  )
}
