import { Failure, withinTime } from './Failure'
import { type Fetch, send } from './send'

/**
 * Returns a valid access_token.
 *
 * @param rejected the token that WeChat has just rejected, if any: return another one
 */
export type GetAccessToken = (rejected?: string) => string | Promise<string>

interface StableTokenOptions {
  appid: string
  secret: string
  baseUrl: string
  timeoutMs: number
  fetch: Fetch
}

/** How long before it expires a token is renewed, in milliseconds. WeChat has the next one 300 s before. */
const MARGIN_MS = 60_000

/**
 * How long no refresh is forced if the token of a forced refresh was rejected too, in milliseconds; doubled each time. Without
 * it, the twenty forced refreshes of a day would be used up in minutes.
 */
const FIRST_PAUSE_MS = 5 * 60_000
const LONGEST_PAUSE_MS = 90 * 60_000

interface Token {
  token: string
  /** When it is no longer used, in milliseconds since 1970. */
  until: number
}

/**
 * Provides access tokens of one mini program from /cgi-bin/stable_token, which returns the same one to every process. A token
 * is cached until shortly before it expires, and requested once even if many calls wait for it.
 *
 * @returns a function that rejects with a Failure: WeChat's code and message, or why there was no response
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getstableaccesstoken.html
 * @example
 * const getAccessToken = stableTokens({ appid, secret, baseUrl: 'https://api.weixin.qq.com', timeoutMs: 15_000, fetch })
 * const token = await getAccessToken()
 * const another = await getAccessToken(token) // WeChat has rejected it
 */
export function stableTokens(options: StableTokenOptions): (rejected?: string) => Promise<string> {
  let current: Token | undefined
  let pending: Promise<string> | undefined
  let forced = { token: '', until: 0, pauseMs: FIRST_PAUSE_MS }

  /** Renews once at a time, for all calls that wait. A failure is not kept. */
  const renewed = (rejected: string | undefined): Promise<string> => {
    pending ??= renew(rejected).finally(() => {
      pending = undefined
    })
    return pending
  }

  const renew = async (rejected: string | undefined): Promise<string> => {
    const fetched = await fetchToken(options, false)
    current = fetched.token === rejected ? await force(fetched) : fetched
    return current.token
  }

  /** Invalidates the token for every other process too. WeChat allows it 20 times a day, 30 s apart; if it refuses, nothing changes. */
  const force = async (rejected: Token): Promise<Token> => {
    const inVain = rejected.token === forced.token
    if (inVain && Date.now() < forced.until) return rejected
    const token = await fetchToken(options, true).catch(() => rejected)
    if (token !== rejected) {
      const pauseMs = inVain ? Math.min(forced.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS
      forced = { token: token.token, until: Date.now() + pauseMs, pauseMs }
    }
    return token
  }

  return async (rejected) => {
    if (current && current.token !== rejected && Date.now() < current.until) return current.token
    // A renewal that is running may have started before the token was rejected.
    const token = pending && (await pending)
    return token !== undefined && token !== rejected ? token : renewed(rejected)
  }
}

async function fetchToken(options: StableTokenOptions, force: boolean): Promise<Token> {
  const { appid, secret, baseUrl, timeoutMs, fetch } = options
  const request = {
    verb: 'POST',
    url: new URL(`${baseUrl}/cgi-bin/stable_token`),
    body: { grant_type: 'client_credential', appid, secret, force_refresh: force },
    success: 'access_token',
    secrets: [secret],
  } as const
  const startedAt = Date.now()
  const { errcode, errmsg, fields } = await withinTime(timeoutMs, (signal) => send(fetch, request, signal))
  if (errcode !== 0) throw new Failure(errcode, errmsg)
  const { access_token: token, expires_in: lifetimeS } = fields
  if (typeof token !== 'string' || token === '' || typeof lifetimeS !== 'number') {
    throw new Failure(-601001, 'the response is not from WeChat: it has no access_token')
  }
  // Half of a short lifetime, so that not every call renews the token.
  const lifetimeMs = lifetimeS * 1000
  return { token, until: startedAt + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 2) }
}
