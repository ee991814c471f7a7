import leven from 'leven'
import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'

/** What the HTTPS channel calls requests that are no API's of the registry, by their paths. */
const requestNames: Readonly<Record<string, string>> = {
  '/cgi-bin/token': 'token',
  '/cgi-bin/stable_token': 'stable_token',
  '/tcb/invokecloudfunction': 'invokeCloudFunction',
}

const byPath = new Map([...Object.entries(requestNames), ...apiNames().map((it) => [apis[it].https.path, it] as const)])
const known: readonly string[] = [...byPath.values()]

/** Whether calls of that name are simulated: an API of the registry, a request for a token, or a call of a function. */
export function isKnownName(name: string): boolean {
  return known.includes(name)
}

/**
 * What is wrong with the name of an API in a stub or a fault. A typing mistake of a known name would never be called; any
 * other name may be one of WeChat's that is not simulated.
 *
 * @returns undefined when nothing is
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

/**
 * The known name of which a name is a typing mistake, or the path; undefined for a known name, and for any other.
 *
 * @example
 * meantBy('logistics.bindAcount') // 'logistics.bindAccount'
 */
export function meantBy(name: string): string | undefined {
  return isKnownName(name) ? undefined : (byPath.get(name) ?? known.find((it) => isMistyped(name, it)))
}

/** ` (did you mean X?)` of an unknown name that resembles a known one of the same group, else nothing. */
export function didYouMean(name: string): string {
  const group = groupOf(name)
  const near = name.startsWith('/') ? undefined : nearest(name, group ? known.filter((it) => isNear(group, it)) : known)
  return near === undefined ? '' : ` (did you mean ${near}?)`
}

function isNear(group: string, knownName: string): boolean {
  return leven(group, groupOf(knownName)) <= group.length / 4
}

function groupOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')))
}

/**
 * Stricter than nearest, which takes half of a name: that may be another API, logistics.updatePath for
 * logistics.updatePrinter. A name without its group is a mistake too.
 */
function isMistyped(name: string, knownName: string): boolean {
  const method = lastPart(name)
  const other = method === name ? lastPart(knownName) : knownName
  return leven(name, other) <= method.length / 4
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
