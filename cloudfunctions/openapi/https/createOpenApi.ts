import { apiNames, apis, type OpenApi } from '../apis'
import { OpenApiError } from '../errors/OpenApiError'
import { nearest } from '../names/nearest'
import type { OpenApiOptions } from './checkOptions'
import { createCall } from './createCall'

export type { OpenApiOptions } from './checkOptions'
export type { GetAccessToken } from './stableTokens'

/** More of a name is not shown. */
const MAX_NAME_LENGTH = 60

/** What await, JSON.stringify and jest's matchers ask any object for. */
const NO_API: ReadonlySet<string> = new Set(['then', 'toJSON', 'asymmetricMatch'])

/**
 * The `openapi` of the cloud for everywhere else: a server, a container, a script, a third-party platform. It speaks to
 * api.weixin.qq.com over HTTPS, with the same names, checks, results and errors as a cloud call.
 *
 * Tokens come from stable_token, are kept, and are renewed before their end, and when WeChat refuses one. Nothing that
 * may have changed something is ever sent twice. An integer in an answer that a number cannot hold is a bigint.
 *
 * @param options appid and secret of a mini program; or getAccessToken, for a token server or a third-party platform's
 *   authorizer_access_token: it is called for each call, and again with the token that WeChat has refused; or cloudRun: true
 *   in WeChat's containers, which need no token: over plain http there, and nothing with a secret before a read has succeeded
 * @returns the APIs of the registry; each rejects with an OpenApiError, which tells WeChat's code and message, and where
 *   there are such, `cause`, `rid`, `deliveryResultcode` and `deliveryResultmsg`
 * @throws Error when the options are of no use
 * @example
 * const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: 'http://127.0.0.1:8787' })
 * await openapi.logistics.bindAccount({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })
 * // { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }
 */
export function createOpenApi(options: OpenApiOptions): OpenApi
export function createOpenApi(options: OpenApiOptions): object {
  const call = createCall(options)
  const groups: Record<string, object> = {}
  for (const name of apiNames()) {
    const [group, method] = split(name)
    groups[group] ??= namingUnknown({}, group)
    Object.assign(groups[group], { [method]: (params?: unknown) => call(apis[name], params) })
  }
  return namingUnknown(groups)
}

/** `logistics.bindAccount` as the type OpenApi takes it apart. */
function split(name: string): [group: string, method: string] {
  const dot = name.indexOf('.')
  return [name.slice(0, dot), name.slice(dot + 1)]
}

/** Gives whatever is not there a name and a rejection, for callers without types: a misspelt call says what was meant. */
function namingUnknown<T extends object>(target: T, path?: string): T {
  return new Proxy(target, {
    get(_, property) {
      const isThere = typeof property === 'symbol' || property in target || NO_API.has(property)
      return isThere ? Reflect.get(target, property) : unknownApi(path ? `${path}.${property}` : property)
    },
  })
}

/** To be called, or asked for a method: there may be no such group. */
function unknownApi(name: string): object {
  const reject = async () => {
    const known = apiNames()
    const near = nearest(name, known)
    const hint = near === undefined ? 'not in this project yet' : `did you mean "${near}"?`
    const problem = `API not found, ${hint} (known: ${known.join(', ')})`
    throw new OpenApiError(name.slice(0, MAX_NAME_LENGTH), -604100, problem)
  }
  return namingUnknown(reject, name)
}
