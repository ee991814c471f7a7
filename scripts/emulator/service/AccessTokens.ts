import { randomBytes } from 'node:crypto'
import { WeChatError } from './WeChatError'

/** https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getstableaccesstoken.html */
const FORCED_PER_DAY = 20
const FORCED_GAP_MS = 30_000
const DAY_MS = 24 * 60 * 60 * 1000
/** How long a token is good for after the next one, in seconds; and how early a stable token is renewed. */
const OVERLAP_S = 300
const LIFETIME_S = 7200

type Kind = 'ordinary' | 'stable'

interface Token {
  token: string
  appid: string
  expiresAt: number
  /** A newer token takes its place from then on. */
  replacedAt: number
}

type Answer = { access_token: string; expires_in: number }

/** The access tokens of the HTTPS door. They are kept in memory: a restarted local WeChat knows none. */
export class AccessTokens {
  private readonly issued = new Map<string, Token>()
  private readonly current = new Map<string, Token>()
  private readonly forced = new Map<string, number[]>()

  /** @param lifetimeS how long a token lasts, in seconds */
  constructor(private readonly lifetimeS: number = LIFETIME_S) {}

  /** `GET /cgi-bin/token`: a new token at each call; the one before is good for five minutes more. */
  ordinary(appid: string): Answer {
    const now = Date.now()
    return answer(this.issue(appid, 'ordinary', now, this.overlapMs()), now)
  }

  /**
   * `POST /cgi-bin/stable_token`: the same token at each call until shortly before its end.
   *
   * @param force replaces it now, unless that was done within the last 30 s: "否则不会刷新", says the document
   * @throws WeChatError 45009 for a forced one above 20 a day
   */
  stable(appid: string, force: boolean): Answer {
    const now = Date.now()
    if (force && this.mayForce(appid, now)) return answer(this.issue(appid, 'stable', now, 0), now)
    const current = this.current.get(`stable ${appid}`)
    if (current && current.expiresAt - now > this.overlapMs()) return answer(current, now)
    return answer(this.issue(appid, 'stable', now, this.overlapMs()), now)
  }

  /**
   * The mini program that a token belongs to.
   *
   * @throws WeChatError 41001 none was sent; 42001 it has expired; 40001 it is not the latest, or was never given
   */
  appidOf(token: string): string {
    if (token === '') throw new WeChatError(41001)
    const found = this.issued.get(token)
    if (!found || found.replacedAt <= Date.now()) throw new WeChatError(40001)
    if (found.expiresAt <= Date.now()) throw new WeChatError(42001)
    return found.appid
  }

  /** Forgets them all. */
  clear(): void {
    for (const map of [this.issued, this.current, this.forced]) map.clear()
  }

  private issue(appid: string, kind: Kind, now: number, graceMs: number): Token {
    const key = `${kind} ${appid}`
    const former = this.current.get(key)
    if (former) former.replacedAt = Math.min(former.replacedAt, now + graceMs)
    const token = {
      token: `local_${randomBytes(96).toString('base64url')}`,
      appid,
      expiresAt: now + this.lifetimeS * 1000,
      replacedAt: Number.POSITIVE_INFINITY,
    }
    this.issued.set(token.token, token)
    this.current.set(key, token)
    return token
  }

  private mayForce(appid: string, now: number): boolean {
    const recent = (this.forced.get(appid) ?? []).filter((at) => at > now - DAY_MS)
    if (recent.some((at) => at > now - FORCED_GAP_MS)) return false
    if (recent.length >= FORCED_PER_DAY) throw new WeChatError(45009)
    this.forced.set(appid, [...recent, now])
    return true
  }

  /** WeChat's five minutes, in proportion where tokens live shorter. */
  private overlapMs(): number {
    return (Math.min(this.lifetimeS, LIFETIME_S) / LIFETIME_S) * OVERLAP_S * 1000
  }
}

/** @param now the clock as the token was made by: read again, a new one would have a second less */
function answer({ token, expiresAt }: Token, now: number): Answer {
  return { access_token: token, expires_in: Math.floor((expiresAt - now) / 1000) }
}
