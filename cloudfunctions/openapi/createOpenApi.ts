import type { OpenApi } from './apis'
import { openApiOf } from './apis'
import { type Cloud, createCloudCall } from './cloud/callInCloud'
import type { OpenApiOptions as HttpsOptions } from './https/checkOptions'
import { createCall } from './https/createCall'

export type { GetAccessToken } from './https/stableTokens'

/** In a cloud function of your own: its wx-server-sdk. Elsewhere: the credentials and the connection. */
export type OpenApiOptions =
  | ({ cloud: Cloud } & { [K in keyof HttpsOptions]?: never })
  | (HttpsOptions & { cloud?: never })

/**
 * Creates the `openapi`: on a server, in a container, in a script or on a third-party platform it calls api.weixin.qq.com over
 * HTTPS; in a cloud function of your own it makes cloud calls. The names, checks, results and errors are the same everywhere.
 *
 * Tokens come from stable_token. They are cached, and renewed before they expire and when WeChat rejects one. A request
 * that may have taken effect is never sent twice. Over HTTPS, an integer beyond 2^53 in a response is a bigint.
 *
 * @param options appid and secret of a mini program; or getAccessToken, for a token server or a third-party platform's
 *   authorizer_access_token: it runs for each call, and again with the token that WeChat rejects; or cloudRun: true in
 *   WeChat's containers, which need no token. They use plain http, and no secret is sent before a read has succeeded. Or
 *   cloud: the wx-server-sdk of your own cloud function, of which only `openapi` is used.
 * @returns the APIs of the registry. Each rejects with an OpenApiError that has WeChat's code and message, and, where
 *   they are known, `reason` and `next` in English and Chinese, `cause`, `rid`, `deliveryResultcode` and `deliveryResultmsg`.
 * @throws Error when an option is invalid
 * @example
 * const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: 'http://127.0.0.1:8787' })
 * await openapi.logistics.bindAccount({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })
 * // { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }
 */
export function createOpenApi(options: OpenApiOptions): OpenApi {
  return openApiOf(options?.cloud === undefined ? createCall(options) : createCloudCall(options))
}
