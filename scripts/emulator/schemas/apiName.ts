import * as v from 'valibot'
import { type ApiName, apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import { says } from '../../../cloudfunctions/openapi/messages/issues'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import type { Log } from '../system/system'
import { name } from './plainSchemas'

/** The paths of the requests of the HTTPS channel that are not APIs of the registry, by name. */
export const requestPaths = {
  token: '/cgi-bin/token',
  stable_token: '/cgi-bin/stable_token',
  invokeCloudFunction: '/tcb/invokecloudfunction',
  'phonenumber.getPhoneNumber': '/wxa/business/getuserphonenumber',
} as const

/** A string for which editors suggest these. */
export type Suggested<T extends string> = T | (string & {})

const byPath = new Map<string, string>([
  ...Object.entries(requestPaths).map(([name, path]) => [path, name] as const),
  ...apiNames().map((it) => [apis[it].https.path, it] as const),
])
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
 * nameMistake('logistics.bindAcount')?.en // 'should be logistics.bindAccount'
 * nameMistake('/cgi-bin/token')?.en // 'should be token'
 * nameMistake('immediateDelivery.bindAccount') // undefined
 */
export function nameMistake(name: string): Message | undefined {
  if (isKnownName(name)) return undefined
  if (name.includes('://') || name.includes('?'))
    return { en: 'should be a path alone, as /sns/jscode2session', zh: '只写路径，例如 /sns/jscode2session' }
  const meant = meantBy(name)
  return meant === undefined ? undefined : { en: `should be ${meant}`, zh: `接口名写错，是不是 ${meant}？` }
}

/** The name of an API in a stub or a fault. */
export const apiName: v.GenericSchema<Suggested<ApiName | keyof typeof requestPaths>> = v.pipe(
  name,
  v.check(
    (it) => nameMistake(it) === undefined,
    says(({ input }) => nameMistake(String(input)) ?? { en: '', zh: '' }),
  ),
)

/**
 * Returns the known name that a name is misspelt from or the path of, if any.
 *
 * @example
 * meantBy('logistics.bindAcount') // 'logistics.bindAccount'
 */
export function meantBy(name: string): string | undefined {
  return isKnownName(name) ? undefined : (byPath.get(name) ?? nearest(name, known, 4))
}

/** Returns ` (did you mean X?)` if an unknown name resembles a known one, else empty strings. */
export function didYouMean(name: string): Message {
  // Paths have long parts in common.
  const near = name.startsWith('/') ? nearest(name, [...byPath.keys()], 8) : nearest(name, known)
  return near === undefined ? { en: '', zh: '' } : { en: ` (did you mean ${near}?)`, zh: `（是不是 ${near}？）` }
}

/** Logs the names in stubs or faults that are not known, each once: they are accepted, but may be mistakes. */
export type LogUnknownNames = (what: 'stub' | 'fault', items: readonly { api: string }[]) => void

/** Returns a LogUnknownNames that remembers what it has logged. */
export function unknownNameLog(log: Log): LogUnknownNames {
  const logged = new Set<string>()
  return (what, items) => {
    for (const { api } of items) {
      if (isKnownName(api) || api.startsWith('database.') || logged.has(api)) continue
      logged.add(api)
      const { en, zh } = didYouMean(api)
      log({
        en: `${what} ${api}: no API of this name is simulated${en}; it is used as it is.`,
        zh: `${what === 'stub' ? '模拟返回' : '故障'} ${api}：没有模拟这个名称的接口${zh}，按原样使用`,
      })
    }
  }
}
