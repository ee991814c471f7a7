import { setTimeout as sleep } from 'node:timers/promises'
import type { Api, CallApi, OpenApiResult } from '../apis/Api'
import { getAllAccount } from '../apis/logistics/getAllAccount'
import { isOpenApiError, okMessage } from '../errors/OpenApiError'
import { secretsOf } from '../errors/redact'
import type { Message } from '../messages/Message'
import { toCamelCase } from '../names/convertCase'
import { toWireParams } from '../params/toWireParams'
import { type CheckedOptions, checkOptions, type OpenApiOptions } from './checkOptions'
import { lostCall, noAccessToken, notWeChatsNetwork, refusal } from './errors'
import { Failure, unlessAborted, withinTime } from './Failure'
import { send, type WeChatAnswer, type WeChatRequest } from './send'
import { type GetAccessToken, stableTokens } from './stableTokens'

/** The token is not the latest, is invalid, or has expired. WeChat checks it first, so the call may be repeated. */
const TOKEN_REJECTED: readonly number[] = [40001, 40014, 42001]

/** Number of times a GET is retried. */
const RETRIES = 2
/** Mean wait before the first retry, in milliseconds. It doubles for each further one. */
const RETRY_MS = 100

/**
 * Creates the function that calls WeChat's APIs over HTTPS.
 *
 * @returns a function that resolves to what wx-server-sdk returns for the same response, and rejects only with an OpenApiError
 * @throws Error when an option is invalid
 * @example
 * const call = createCall({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: 'http://127.0.0.1:8787' })
 * await call(getQuota, { deliveryId: 'YUNDA', bizId: '123456' })
 */
export function createCall(options: OpenApiOptions): CallApi {
  const { credentials, ...connection } = checkOptions(options)
  const { baseUrl, timeoutMs, fetch } = connection
  const getAccessToken = tokensOf({ credentials, ...connection })
  const checkNetwork = once(async () => {
    const request = toRequest(getAllAccount, {}, { baseUrl, secrets: [] })
    const { errcode, errmsg } = await withinTime(timeoutMs, (signal) =>
      withRetries(RETRIES, signal, () => send(fetch, request, signal)),
    )
    if (errcode !== 0) throw new Failure(errcode, errmsg)
  })

  const renewals = new Map<string, Promise<string>>()
  /** Calls whose token was rejected at the same time share one request for another. */
  const tokenAfter = (source: GetAccessToken, rejected: string | undefined): Promise<string> => {
    if (rejected === undefined) return checkedToken(source, rejected)
    const renewal =
      renewals.get(rejected) ??
      withinTime(timeoutMs, (signal) => unlessAborted(signal, checkedToken(source, rejected))).finally(() =>
        renewals.delete(rejected),
      )
    renewals.set(rejected, renewal)
    return renewal
  }

  return async (api, params = {}) => {
    const wireParams = toWireParams(api, params)
    const secrets = [...('secret' in credentials ? [credentials.secret] : []), ...secretsOf(api, wireParams)]

    /** Rejects if a read without a token fails. A password or an address may be sent by plain http only after it. */
    const requireWeChatsNetwork = (signal: AbortSignal): Promise<void> =>
      unlessAborted(signal, checkNetwork()).catch((thrown) => {
        throw notWeChatsNetwork(api, thrown, secrets)
      })
    const tokenFor = async (source: GetAccessToken, signal: AbortSignal, rejected?: string): Promise<string> => {
      const token = await unlessAborted(signal, tokenAfter(source, rejected)).catch((thrown) => {
        throw noAccessToken(api, thrown, secrets)
      })
      secrets.unshift(token)
      return token
    }
    const sendWith = (token: string | undefined, signal: AbortSignal): Promise<WeChatAnswer> => {
      const request = toRequest(api, wireParams, { baseUrl, token, secrets })
      return withRetries(request.verb === 'GET' ? RETRIES : 0, signal, () => send(fetch, request, signal))
    }
    const answerWithin = async (signal: AbortSignal): Promise<WeChatAnswer> => {
      if (getAccessToken === undefined) {
        if (Object.keys(wireParams).length > 0) await requireWeChatsNetwork(signal)
        return sendWith(undefined, signal)
      }
      const token = await tokenFor(getAccessToken, signal)
      const first = await sendWith(token, signal)
      if (!TOKEN_REJECTED.includes(first.errcode)) return first
      const renewed = await tokenFor(getAccessToken, signal, token)
      const answer = renewed === token ? first : await sendWith(renewed, signal)
      if (!TOKEN_REJECTED.includes(answer.errcode)) return answer
      throw refusal(api, answer, secrets, adviceAfter(credentials, renewed === token))
    }

    try {
      const answer = await withinTime(timeoutMs, answerWithin)
      if (answer.errcode !== 0) throw refusal(api, answer, secrets)
      return toResult(api, answer)
    } catch (thrown) {
      throw isOpenApiError(thrown) ? thrown : lostCall(api, thrown, secrets)
    }
  }
}

/** Returns the source of access tokens; undefined in WeChat's containers, which need no token. */
function tokensOf({ credentials, ...connection }: CheckedOptions): GetAccessToken | undefined {
  if ('cloudRun' in credentials) return undefined
  return 'secret' in credentials ? stableTokens({ ...credentials, ...connection }) : credentials.getAccessToken
}

/** Calls getAccessToken, which may be the caller's own and may throw or return anything. */
async function checkedToken(getAccessToken: GetAccessToken, rejected: string | undefined): Promise<string> {
  const token: unknown = await getAccessToken(rejected)
  if (typeof token === 'string' && token !== '') return token
  throw new Failure(-501001, 'getAccessToken returned no token')
}

/** Runs a task once, even if many callers wait for it. A failure is not kept. */
function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= run().catch((thrown) => {
      running = undefined
      throw thrown
    })
    return running
  }
}

/**
 * Says why a call failed although another access_token was requested.
 *
 * @param isSame whether the source of tokens returned the rejected token again
 */
function adviceAfter(credentials: CheckedOptions['credentials'], isSame: boolean): Message {
  if ('getAccessToken' in credentials) {
    return isSame
      ? {
          en: 'getAccessToken returned the rejected access_token again: return a new one when it gets a rejected one',
          zh: 'getAccessToken 再次返回了被拒绝的 access_token：收到被拒绝的那个时，请返回新的',
        }
      : {
          en: 'the second access_token of getAccessToken was rejected too',
          zh: 'getAccessToken 返回的第二个 access_token 也被拒绝',
        }
  }
  // stable_token returns no new one shortly after a forced refresh, or if the refresh fails (stableTokens.ts).
  return isSame
    ? {
        en: 'no new access_token is available yet: call again later',
        zh: '暂时没有新的 access_token：请稍后再试',
      }
    : { en: 'a new access_token was rejected too', zh: '新的 access_token 也被拒绝' }
}

function toRequest(
  { https, success }: Api,
  wireParams: object,
  { baseUrl, token, secrets }: { baseUrl: string; token?: string | undefined; secrets: readonly string[] },
): WeChatRequest {
  const url = new URL(baseUrl + https.path)
  if (token !== undefined) url.searchParams.set('access_token', token)
  if (https.verb === 'POST') return { verb: 'POST', url, body: wireParams, success, secrets }
  for (const [param, value] of Object.entries(wireParams)) {
    url.searchParams.set(param, typeof value === 'string' ? value : JSON.stringify(value))
  }
  return { verb: 'GET', url, success, secrets }
}

/** Retries a request that got no response, until the signal aborts. */
async function withRetries<T>(retries: number, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await run()
    } catch (thrown) {
      const answered = thrown instanceof Failure && thrown.stage === 'answered'
      if (attempt === retries || answered || signal.aborted) throw thrown
    }
    await unlessAborted(signal, sleep(RETRY_MS * 2 ** attempt * (0.5 + Math.random()), undefined, { signal }))
  }
}

/** Returns the body with camelCase names, without errcode and errmsg, as the SDK does (src/api/openapi/namespace/generic.ts). */
function toResult(api: Api, { fields }: WeChatAnswer): OpenApiResult {
  const { errcode: _, errmsg: __, ...data } = fields
  return { ...toCamelCase(data), errMsg: okMessage(api.name), errCode: 0 }
}
