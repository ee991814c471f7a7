import leven from 'leven'
import * as v from 'valibot'
import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { name } from './plainSchemas'

/** The names of requests of the HTTPS channel that are not APIs of the registry, by path. */
const requestNames: Readonly<Record<string, string>> = {
  '/cgi-bin/token': 'token',
  '/cgi-bin/stable_token': 'stable_token',
  '/tcb/invokecloudfunction': 'invokeCloudFunction',
}

const byPath = new Map([...Object.entries(requestNames), ...apiNames().map((it) => [apis[it].https.path, it] as const)])
const known: readonly string[] = [...byPath.values()]

/** Checks whether calls with this name are simulated: APIs of the registry, requests for a token, calls of a function. */
export function isKnownName(name: string): boolean {
  return known.includes(name)
}

/**
 * Returns what is wrong with the name of an API in a stub or a fault, if anything. Misspelt known names are refused; any
 * other name may be an API of WeChat that is not simulated.
 *
 * @example
 * nameMistake('logistics.bindAcount') // 'should be logistics.bindAccount'
 * nameMistake('/cgi-bin/token') // 'should be token'
 * nameMistake('immediateDelivery.bindAccount') // undefined
 */
export function nameMistake(name: string): string | undefined {
  if (isKnownName(name)) return undefined
  if (name.includes('://') || name.includes('?')) return 'should be a path alone, as /sns/jscode2session'
  const meant = meantBy(name)
  return meant && `should be ${meant}`
}

/** The name of an API in a stub or a fault. */
export const apiName = v.pipe(
  name,
  v.check(
    (it) => nameMistake(it) === undefined,
    ({ input }) => nameMistake(input) ?? '',
  ),
)

/**
 * Returns the known name that a name is misspelt from or the path of, if any.
 *
 * @example
 * meantBy('logistics.bindAcount') // 'logistics.bindAccount'
 */
export function meantBy(name: string): string | undefined {
  return isKnownName(name) ? undefined : (byPath.get(name) ?? known.find((it) => isMistyped(name, it)))
}

/** Returns ` (did you mean X?)` if an unknown name resembles a known one of the same group, else empty strings. */
export function didYouMean(name: string): Message {
  const group = groupOf(name)
  const near = name.startsWith('/')
    ? undefined
    : nearest(
        name,
        known.filter((it) => !group || leven(group, groupOf(it)) <= group.length / 4),
      )
  return near === undefined ? { en: '', zh: '' } : { en: ` (did you mean ${near}?)`, zh: `（是不是 ${near}？）` }
}

function groupOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')))
}

/**
 * Checks whether a name is misspelt, also without its group. It is stricter than `nearest`, which would take another API
 * of WeChat, logistics.updatePath, for logistics.updatePrinter.
 */
function isMistyped(name: string, knownName: string): boolean {
  const method = lastPart(name)
  const other = method === name ? lastPart(knownName) : knownName
  return leven(name, other) <= method.length / 4
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
