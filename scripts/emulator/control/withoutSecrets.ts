import leven from 'leven'
import * as v from 'valibot'
import { apis, shortName } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { choicesOf, isEntries, isList, unwrapped } from '../../../cloudfunctions/openapi/apis/schemas'
import { BLANK, redactor } from '../../../cloudfunctions/openapi/errors/redact'
import { camelCase, snakeCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { INJECTED, looksRight, nearName } from '../../../cloudfunctions/openapi/params/pickParams'

/** Matches names whose values a function of another project may want to hide. */
const SECRET_PART =
  /password|passwd|passphrase|passcode|pwd|secret|token|ticket|credential|authorization|bearer|jwt|signature|cookie|(session|private|api|access|aes|app|mch)_?key|密码|口令|[密秘]钥|验证码/i
/** Short names match as whole words only: `pin` is not part of `shipping`. */
const SECRET_WORD = /(?<![a-z])(pass|psw|pin|mima|auth|sign|otp)s?(?![a-z])/
const WORD_BREAK = /(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g
/** Shorter numbers are rarely secrets, and many texts contain them. */
const MIN_DIGITS = 4

const MAX_DEPTH = 20

/** Maximum length of the secrets that are blanked elsewhere in a call. If they are longer, everything else is blanked. */
const MAX_SECRETS_LENGTH = 8 * 1024

export type Redactor = (text: string) => string

/** Returns what blanks the secrets of a call elsewhere in it. */
export function redactorOf({ secrets }: Pick<ShownParams, 'secrets'>): Redactor {
  return secrets.join().length > MAX_SECRETS_LENGTH ? () => BLANK : redactor(secrets)
}

/** A name and its text in a line: `password: 'x'` as Node shows objects, `secret=x` as in addresses. */
const NAMED_TEXT =
  /(?<![\p{L}\p{N}_$-])([\p{L}\p{N}_$-]+)(?:(['"]?\s*[:=]\s*(['"`]))(?:\\.|(?!\3)[^\\])*\3|=[^\s&;,'"`)}\]]+)/gu

/** Blanks secrets and the values of names that sound secret in a line that a function prints. JSON stays JSON. */
export function lineWithoutSecrets(line: string, redact: Redactor): string {
  try {
    const given: unknown = JSON.parse(/^[[{]/.test(line) ? line : '')
    const shown = JSON.stringify(withoutSecrets(given, redact, [], Number.POSITIVE_INFINITY))
    // Parsing loses what a number cannot hold.
    return shown === JSON.stringify(given) ? line : shown
  } catch {
    return redact(line).replace(NAMED_TEXT, (whole, name, sign = '=', quote = '') =>
      isSecretName(name) ? `${name}${sign}${BLANK}${quote}` : whole,
    )
  }
}
const same: Redactor = (text) => text

/** A file in a cloud call. */
const sentFile = v.strictObject({ filename: v.string(), size: v.number() })

type Params = Readonly<Record<string, unknown>>

/** Parameters without secrets, and the secrets that were blanked: they may be elsewhere in the call too. */
export interface ShownParams {
  params: Params
  secrets: string[]
}

/**
 * Blanks secrets in the parameters of an API or in the event of a function that is named like one. Everything is blanked except
 * known parameters that are not secrets, since a misspelt `pasword` holds a password too. A name that is not near a known one,
 * and an id that does not look like one, may be passwords themselves.
 *
 * In other events, names that sound secret lose their values at every depth; of other APIs, all parameters but files do.
 *
 * @param name the API or the function
 */
export function shownParams(name: string, params: Params, isEvent: boolean): ShownParams {
  const secrets: string[] = []
  const api = Object.values<Api>(apis).find((it) => (isEvent ? shortName(it.name) : it.name) === name)

  const shownEntries = (entries: v.ObjectEntries, given: object): Params => {
    const known = Object.keys(entries)
    return mapped(given, (key, value) => {
      const ours = known.find((it) => it === key || snakeCase(it) === key) ?? ''
      const schema = entries[ours]
      if (schema) return [key, shownValue(ours, schema, value)]
      const isNameShown = INJECTED.has(key) || key === '$doctor' || nearName(camelCase(key), known) !== undefined
      return [isNameShown ? key : blanked(key, secrets), blanked(value, secrets)]
    })
  }
  const shownValue = (param: string, schema: v.GenericSchema, value: unknown): unknown => {
    const inner = unwrapped(schema)
    if (isEntries(inner) && isObject(value)) return shownEntries(inner.entries, value)
    if (isList(inner) && Array.isArray(value)) return value.map((it) => shownValue(param, inner.item, it))
    const isHidden =
      api?.secrets.includes(param) ||
      !looksRight(param, value) ||
      // A value that is not in the list may be a password in the wrong parameter.
      (choicesOf(inner).length > 0 && !v.is(schema, value))
    return isHidden ? blanked(value, secrets) : withoutSecrets(value, same, secrets)
  }

  if (api) return { params: shownEntries(api.params.entries, params), secrets }
  // The parameters of the database are only the name of the collection, those of the storage the names of files.
  if (isEvent || /^(database|storage)\./.test(name))
    return { params: objectWithoutSecrets(params, same, secrets), secrets }
  return {
    params: mapped(params, (key, value) => [key, v.is(sentFile, value) ? value : blanked(value, secrets)]),
    secrets,
  }
}

function mapped(object: object, change: (name: string, value: unknown) => [string, unknown]): Params {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => change(name, value)))
}

/**
 * Blanks the values of names that sound secret, and known secrets wherever they are.
 *
 * @param redact blanks the known secrets in a string
 * @param secrets receives what was blanked because of its name
 * @param depth how many levels are kept
 * @example
 * withoutSecrets({ session_key: 'HyVFkGl5F5OQWJZZaNzBBg==', n: 1 }, (text) => text) // { session_key: '***', n: 1 }
 */
export function withoutSecrets(value: unknown, redact: Redactor, secrets: string[] = [], depth = MAX_DEPTH): unknown {
  if (typeof value === 'string') return redact(value)
  if (typeof value === 'number') return redact(`${value}`) === `${value}` ? value : BLANK
  const isList = Array.isArray(value)
  if (!isList && !isObject(value)) return value
  if (depth === 0) return '[...]'
  if (isList) return value.map((it) => withoutSecrets(it, redact, secrets, depth - 1))
  return objectWithoutSecrets(value, redact, secrets, depth)
}

/** Blanks secrets in an object. See withoutSecrets. */
export function objectWithoutSecrets(
  value: object,
  redact: Redactor,
  secrets: string[] = [],
  depth = MAX_DEPTH,
): Params {
  return mapped(value, (name, it) => [
    redact(name),
    isSecretName(name) && typeof it !== 'boolean' && it !== null
      ? blanked(it, secrets)
      : withoutSecrets(it, redact, secrets, depth - 1),
  ])
}

/** @param secrets receives the strings and longer numbers in the value */
function blanked(value: unknown, secrets: string[]): typeof BLANK {
  secrets.push(...textsIn(value))
  return BLANK
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === BLANK ? [] : [value]
  if (typeof value === 'number') return `${value}`.length < MIN_DIGITS ? [] : [`${value}`]
  return typeof value === 'object' ? Object.values(value ?? {}).flatMap(textsIn) : []
}

function isSecretName(name: string): boolean {
  const words = name.replace(WORD_BREAK, '_').toLowerCase()
  // Also `pasword`, but not `passport`.
  return SECRET_PART.test(name) || SECRET_WORD.test(words) || words.split('_').some((it) => leven(it, 'password') < 2)
}
