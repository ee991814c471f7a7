import type { Api } from '../apis/Api'
import { snakeCase } from '../names/convertCase'
import { readProperty } from './readProperty'

/** Replaces a secret. */
export const BLANK = '***'

/** Number of characters from which a secret is replaced alone. A shorter one is in any text by chance; a blank would reveal it. */
const MIN_LENGTH = 4

/**
 * Replaces secrets in a text, whatever the case of their letters, also as they are in JSON (once or twice), a URL, HTML and
 * base64. A text that contains a very short one is replaced whole.
 *
 * @param text what will be logged, returned or shown
 * @param secrets values of secret parameters
 * @example
 * redact('wrong password hunter22', ['hunter22']) // 'wrong password ***'
 * redact('invalid biz_id', ['id']) // '***'
 */
export function redact(text: string, secrets: readonly string[]): string {
  return redactor(secrets)(text)
}

/**
 * Makes a function that replaces the same secrets in many texts.
 *
 * @example
 * const blank = redactor(['hunter22'])
 * blank('wrong password hunter22') // 'wrong password ***'
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets)]
    .filter((secret) => secret !== '')
    .flatMap((secret) => {
      const short = secret.length < MIN_LENGTH
      // A short secret in base64 is in any text by chance.
      const spellings = short ? escapedForms(secret) : [...escapedForms(secret), ...base64Forms(secret)]
      return [...new Set(spellings)].map((spelling) => ({ spelling, short, upper: spelling.toUpperCase() }))
    })
    .sort((a, b) => b.spelling.length - a.spelling.length)
  return (text) => {
    let safe = text
    for (const { spelling, short, upper } of forms) {
      // Compiling a pattern takes longer than everything else here, and hardly any text contains a secret.
      if (!safe.toUpperCase().includes(upper)) continue
      if (short) return BLANK
      // In upper case, a letter can become two: Straße, STRASSE.
      safe = safe.replace(new RegExp(`${literal(spelling)}|${literal(upper)}`, 'gi'), BLANK)
    }
    return safe
  }
}

/** As it is, in JSON, in JSON within JSON or printed by Node, in a form, in a URL, and in HTML with names and with numbers. */
function escapedForms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const form = String(new URLSearchParams([['', secret]])).slice(1)
  const url = form.replaceAll('+', '%20').replace(/%(21|27|28|29|7E)/g, decodeURIComponent)
  const html = (entity: (it: string) => string) => secret.replace(/[&<>"']/g, entity)
  const byName = html((it) => ENTITIES[it] ?? it)
  const printed = json.replaceAll('\\', '\\\\')
  return [
    secret,
    json,
    JSON.stringify(json).slice(1, -1),
    printed,
    form,
    url,
    byName,
    html((it) => `&#${it.charCodeAt(0)};`),
  ]
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The characters of base64 that depend on the secret alone, for each of the three places where it may start in a longer text. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.from(' '.repeat(before) + secret)
    const base64 = bytes.toString('base64').slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3))
    return [base64, base64.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
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
