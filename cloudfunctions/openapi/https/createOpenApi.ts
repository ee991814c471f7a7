import { apiNames, apis, type OpenApi } from '../apis'
import type { OpenApiOptions } from './checkOptions'
import { createCall } from './createCall'

export type { OpenApiOptions } from './checkOptions'
export type { GetAccessToken } from './stableTokens'

/**
 * Creates the `openapi` for use outside the cloud: on a server, in a container, in a script, on a third-party platform.
 * It calls api.weixin.qq.com over HTTPS, with the same names, checks, results and errors as a cloud call.
 *
 * Tokens come from stable_token. They are cached, and renewed before they expire and when WeChat rejects one. A request
 * that may have taken effect is never sent twice. An integer beyond 2^53 in a response is a bigint.
 *
 * @param options appid and secret of a mini program; or getAccessToken, for a token server or a third-party platform's
 *   authorizer_access_token: it runs for each call, and again with the token that WeChat rejects; or cloudRun: true in
 *   WeChat's containers, which need no token. They use plain http, and no secret is sent before a read has succeeded.
 * @returns the APIs of the registry. Each rejects with an OpenApiError that has WeChat's code and message, and, where
 *   they are known, `cause`, `rid`, `deliveryResultcode` and `deliveryResultmsg`.
 * @throws Error when an option is invalid
 * @example
 * const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: 'http://127.0.0.1:8787' })
 * await openapi.logistics.bindAccount({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })
 * // { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }
 */
export function createOpenApi(options: OpenApiOptions): OpenApi
export function createOpenApi(options: OpenApiOptions): object {
  const call = createCall(options)
  const groups: Record<string, Record<string, unknown>> = {}
  for (const name of apiNames()) {
    const [group = '', method = ''] = name.split('.')
    groups[group] = { ...groups[group], [method]: (params?: unknown) => call(apis[name], params) }
  }
  return groups
}
