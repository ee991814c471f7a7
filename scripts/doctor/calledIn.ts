import { type ApiName, isApiName } from '../../cloudfunctions/openapi/apis'
import { withoutTexts } from './withoutComments'

const DOT = String.raw`\s*\??\.\s*`
const NAME = String.raw`(?<![\w$])[\w$]+(?![\w$])`
/** What may stand before it: `cloud.`, `getCloud().`. */
const BEFORE = String.raw`[\w$.?()']*?`

/** Its calls go over HTTPS and want no permission. */
const OVER_HTTPS = /\bcreateOpenApi\b/

/**
 * The APIs that code calls through `cloud.openapi`, whose names no minifier shortens, also where it keeps `openapi` or
 * `logistics` under another name. Names that are computed, and what another file hands over, are not seen.
 *
 * @param code JavaScript
 * @example
 * calledIn('const { logistics } = cloud.openapi; logistics.addOrder(order)') // ['logistics.addOrder']
 */
export function calledIn(code: string): ApiName[] {
  const text = withoutTexts(code)
  if (OVER_HTTPS.test(text)) return []
  const openapi = waysTo('openapi', String.raw`\bopenapi\b`, NAME, text)
  const logistics = waysTo('logistics', `(?:${openapi})${DOT}logistics\\b`, openapi, text)
  const called = [...text.matchAll(new RegExp(`(?:${logistics})${DOT}(\\w+)`, 'g'))].map(([, name = '']) => name)
  const taken = takenFrom(logistics, text).map(({ name }) => name)
  return [...new Set([...called, ...taken])].map((name) => `logistics.${name}`).filter(isApiName)
}

/** The pattern of an expression, and of each name to which its value is given: `x = way`, `{ name: x } = whole`. */
function waysTo(name: string, way: string, whole: string, text: string): string {
  const assigned = [...text.matchAll(new RegExp(`(${NAME})\\s*=\\s*${BEFORE}(?:${way})(?!${DOT})`, 'g'))]
  const taken = takenFrom(whole, text).filter((it) => it.name === name)
  const names = new Set([...assigned.map(([, as = '']) => as), ...taken.map(({ as }) => as)])
  return [way, ...[...names].map((as) => `(?<![\\w$.])${as.replaceAll('$', '\\$')}(?![\\w$])`)].join('|')
}

/** What `{ name, other: as } = whole` takes. */
function takenFrom(whole: string, text: string): { name: string; as: string }[] {
  const all = text.matchAll(new RegExp(`\\{([^{}]*)\\}\\s*=\\s*${BEFORE}(?:${whole})(?!${DOT})`, 'g'))
  return [...all].flatMap(([, names = '']) =>
    [...names.matchAll(/([\w$]+)(?:\s*:\s*([\w$]+))?/g)].map(([, name = '', as = name]) => ({ name, as })),
  )
}
