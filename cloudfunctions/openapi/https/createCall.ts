import { setTimeout as sleep } from 'node:timers/promises'
import type { Api, OpenApiResult } from '../apis/Api'
import { getAllAccount } from '../apis/getAllAccount'
import { okMessage } from '../errors/messages'
import { isOpenApiError } from '../errors/OpenApiError'
import { toCamelCase } from '../names/toCamelCase'
import { secretsOf } from '../params/secretsOf'
import { toWireParams } from '../params/toWireParams'
import { type CheckedOptions, checkOptions, type OpenApiOptions } from './checkOptions'
import { lostCall, noAccessToken, notWeChatsNetwork, refusal } from './errors'
import { Failure } from './Failure'
import { firstRead } from './firstRead'
import { send, type WeChatAnswer, type WeChatRequest } from './send'
import { type GetAccessToken, stableTokens } from './stableTokens'
import { unlessAborted, withinTime } from './withinTime'

/** Makes a call of an API. */
export type CallApi = (api: Api, params?: unknown) => Promise<OpenApiResult>

/** The token is not the latest, is none, or has expired: WeChat has looked no further, so the call may be repeated. */
const TOKEN_REJECTED: readonly number[] = [40001, 40014, 42001]

/** What the error says when the token that was got in its place is refused too, or is the same. */
const NOT_HELPED = 'asking for another access_token did not help, and none is forced again for a while'

/** How often a GET is tried again, and the mean wait before the first time; it doubles. */
const RETRIES = 2
const RETRY_MS = 100

/**
 * Makes calls of WeChat's APIs over HTTPS.
 *
 * @returns a function that resolves to what wx-server-sdk gives for the same answer, and rejects with OpenApiErrors only
 * @throws Error when the options are of no use
 * @example
 * const call = createCall({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: 'http://127.0.0.1:8787' })
 * await call(getQuota, { deliveryId: 'YUNDA', bizId: '123456' })
 */
export function createCall(options: OpenApiOptions): CallApi {
  const { credentials, ...connection } = checkOptions(options)
  const { baseUrl, timeoutMs, fetch } = connection
  const getAccessToken = tokensOf({ credentials, ...connection })
  const shown = firstRead(() =>
    withinTime(timeoutMs, (signal) => {
      const request = toRequest(getAllAccount, {}, { baseUrl, secrets: [] })
      return withRetries(RETRIES, signal, () => send(fetch, request, signal))
    }),
  )

  return async (api, params = {}) => {
    const wireParams: object = toWireParams(api, params)
    const secrets = [...('secret' in credentials ? [credentials.secret] : []), ...secretsOf(api, wireParams)]

    const showNetwork = async (signal: AbortSignal): Promise<void> => {
      try {
        await unlessAborted(signal, shown())
      } catch (thrown) {
        throw notWeChatsNetwork(api, thrown, secrets)
      }
    }
    const tokenFor = async (
      getAccessToken: GetAccessToken,
      signal: AbortSignal,
      rejected?: string,
    ): Promise<string> => {
      try {
        const token = await unlessAborted(
          signal,
          asked(() => getAccessToken(rejected)),
        )
        secrets.unshift(token, encodedForm(token))
        return token
      } catch (thrown) {
        throw noAccessToken(api, thrown, secrets)
      }
    }
    const sendWith = (token: string | undefined, signal: AbortSignal): Promise<WeChatAnswer> => {
      const request = toRequest(api, wireParams, { baseUrl, token, secrets })
      return withRetries(request.verb === 'GET' ? RETRIES : 0, signal, () => send(fetch, request, signal))
    }
    const answerWithin = async (signal: AbortSignal): Promise<WeChatAnswer> => {
      if (getAccessToken === undefined) {
        if (Object.keys(wireParams).length > 0) await showNetwork(signal)
        return sendWith(undefined, signal)
      }
      const token = await tokenFor(getAccessToken, signal)
      const answer = await sendWith(token, signal)
      if (!TOKEN_REJECTED.includes(answer.errcode)) return answer
      const renewed = await tokenFor(getAccessToken, signal, token)
      return renewed === token ? answer : sendWith(renewed, signal)
    }

    try {
      const answer = await withinTime(timeoutMs, answerWithin)
      const inVain = getAccessToken !== undefined && TOKEN_REJECTED.includes(answer.errcode)
      if (answer.errcode !== 0) throw refusal(api, answer, secrets, inVain ? NOT_HELPED : undefined)
      return toResult(api, answer)
    } catch (thrown) {
      throw isOpenApiError(thrown) ? thrown : lostCall(api, thrown, secrets)
    }
  }
}

/** What gives access tokens; undefined in WeChat's containers, which need none. */
function tokensOf({ credentials, ...connection }: CheckedOptions): GetAccessToken | undefined {
  if ('cloudRun' in credentials) return undefined
  return 'secret' in credentials ? stableTokens({ ...credentials, ...connection }) : credentials.getAccessToken
}

/** A token of whoever gives tokens, which may be a function of the caller's that throws or gives none. */
async function asked(getAccessToken: () => unknown): Promise<string> {
  const token = await getAccessToken()
  if (typeof token === 'string' && token !== '') return token
  throw new Failure(-501001, 'getAccessToken gave none', 'answered')
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

/** A token as it stands in a URL. */
function encodedForm(token: string): string {
  return new URLSearchParams([['', token]]).toString().slice(1)
}

/** Tries again what got no answer at all; time that is up stays up. */
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

/** The body under our names, without its errcode and errmsg, as the SDK does (src/api/openapi/namespace/generic.ts). */
function toResult(api: Api, { fields }: WeChatAnswer): OpenApiResult {
  const { errcode: _, errmsg: __, ...data } = fields
  return { ...toCamelCase(data), errMsg: okMessage(api.name), errCode: 0 }
}
