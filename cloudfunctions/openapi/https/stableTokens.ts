import { Failure } from './Failure'
import { type Fetch, send } from './send'
import { withinTime } from './withinTime'

/**
 * Gives an access_token that is good now.
 *
 * @param rejected the token that WeChat has just refused, if it did: another one is wanted
 */
export type GetAccessToken = (rejected?: string) => string | Promise<string>

export interface StableTokenOptions {
  appid: string
  secret: string
  baseUrl: string
  timeoutMs: number
  fetch: Fetch
}

/** A token is renewed this long before its end; WeChat has the next one ready 300 s before. */
const MARGIN_MS = 60_000

/**
 * So long none is forced again when the forced one was refused too; twice as long after each further one in vain. Forced
 * one after the other, the twenty of a day would be gone in minutes.
 */
const FIRST_PAUSE_MS = 5 * 60_000
const LONGEST_PAUSE_MS = 90 * 60_000

interface Token {
  token: string
  /** Not used from then on. */
  until: number
}

/**
 * Access tokens of one mini program from /cgi-bin/stable_token, which gives every process the same one: kept until
 * shortly before their end, and asked for once however many calls wait.
 *
 * @returns a function that rejects with an Failure: WeChat's code and message, or why there was no answer
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getstableaccesstoken.html
 * @example
 * const getAccessToken = stableTokens({ appid, secret, baseUrl: 'https://api.weixin.qq.com', timeoutMs: 15_000, fetch })
 * const token = await getAccessToken()
 * const another = await getAccessToken(token) // WeChat has refused it
 */
export function stableTokens(options: StableTokenOptions): (rejected?: string) => Promise<string> {
  let current: Token | undefined
  let pending: Promise<string> | undefined
  let forced = { token: '', until: 0, pauseMs: FIRST_PAUSE_MS }

  /** One renewal at a time, for all who come meanwhile. A failure is not kept. */
  const renewed = (rejected: string | undefined): Promise<string> => {
    pending ??= renew(rejected).finally(() => {
      pending = undefined
    })
    return pending
  }

  const renew = async (rejected: string | undefined): Promise<string> => {
    const asked = await askForToken(options, false)
    current = asked.token === rejected ? await force(asked) : asked
    return current.token
  }

  /** Ends the token for every other process too; WeChat allows it 20 times a day, 30 s apart. Refused, it changes nothing. */
  const force = async (rejected: Token): Promise<Token> => {
    const inVain = rejected.token === forced.token
    if (inVain && Date.now() < forced.until) return rejected
    const token = await askForToken(options, true).catch(() => rejected)
    if (token !== rejected) {
      const pauseMs = inVain ? Math.min(forced.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS
      forced = { token: token.token, until: Date.now() + pauseMs, pauseMs }
    }
    return token
  }

  return async (rejected) => {
    if (current && current.token !== rejected && Date.now() < current.until) return current.token
    // A renewal that is under way may have begun before anyone knew of the rejection.
    const token = pending && (await pending)
    return token !== undefined && token !== rejected ? token : renewed(rejected)
  }
}

async function askForToken(options: StableTokenOptions, force: boolean): Promise<Token> {
  const { appid, secret, baseUrl, timeoutMs, fetch } = options
  const request = {
    verb: 'POST',
    url: new URL(`${baseUrl}/cgi-bin/stable_token`),
    body: { grant_type: 'client_credential', appid, secret, force_refresh: force },
    success: 'access_token',
    secrets: [secret],
  } as const
  const askedAt = Date.now()
  const { errcode, errmsg, fields } = await withinTime(timeoutMs, (signal) => send(fetch, request, signal))
  if (errcode !== 0) throw new Failure(errcode, errmsg, 'answered')
  const { access_token: token, expires_in: lifetimeS } = fields
  if (typeof token !== 'string' || token === '' || typeof lifetimeS !== 'number') {
    throw new Failure(-601001, "the answer was not WeChat's: no access_token in it", 'answered')
  }
  // Half of a short life: what is left of it is asked for ever more rarely than each call, though only whole seconds are told.
  const lifetimeMs = lifetimeS * 1000
  return { token, until: askedAt + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 2) }
}
