import { randomBytes } from 'node:crypto'
import { WeChatError } from './WeChatError'

/** https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getstableaccesstoken.html */
const FORCED_PER_DAY = 20
const FORCED_GAP_MS = 30_000
const DAY_MS = 24 * 60 * 60 * 1000
/** How long a token stays valid after the next one is issued, and how early a stable token is renewed, in seconds. */
const OVERLAP_S = 300

interface Token {
  token: string
  appid: string
  expiresAt: number
  /** When the token stops being valid because of a newer one, in Unix milliseconds. */
  replacedAt: number
}

type Answer = { access_token: string; expires_in: number }

/** The access tokens of the HTTPS channel. They are kept in memory only: a restart invalidates them. */
export class AccessTokens {
  private readonly issued = new Map<string, Token>()
  private readonly current = new Map<string, Token>()
  private readonly forced = new Map<string, number[]>()

  /** @param lifetimeS lifetime of a token, in seconds */
  constructor(private readonly lifetimeS = 7200) {}

  /** `GET /cgi-bin/token`: a new token at each call. The previous one stays valid for five minutes. */
  ordinary(appid: string): Answer {
    return this.issue('ordinary', appid, this.overlapMs())
  }

  /**
   * `POST /cgi-bin/stable_token`: the same token at each call until shortly before it expires.
   *
   * @param force replaces the token now, except within 30 s of the last forced refresh: assumed#token-forced
   * @throws WeChatError 45009 for more than 20 forced refreshes a day
   */
  stable(appid: string, force: boolean): Answer {
    if (force && this.mayForce(appid)) return this.issue('stable', appid, 0)
    const { token = '', expiresAt = 0 } = this.current.get(`stable ${appid}`) ?? {}
    const leftMs = expiresAt - Date.now()
    if (leftMs <= this.overlapMs()) return this.issue('stable', appid, this.overlapMs())
    return { access_token: token, expires_in: Math.floor(leftMs / 1000) }
  }

  /**
   * Returns the appid of the mini program that a token belongs to.
   *
   * @throws WeChatError 41001 for an empty token, 42001 for an expired one, 40001 for one that is replaced or unknown
   */
  appidOf(token: string): string {
    if (token === '') throw new WeChatError(41001)
    const found = this.issued.get(token)
    if (!found || found.replacedAt <= Date.now()) throw new WeChatError(40001)
    if (found.expiresAt <= Date.now()) throw new WeChatError(42001)
    return found.appid
  }

  /** Forgets all tokens. */
  clear(): void {
    for (const map of [this.issued, this.current, this.forced]) map.clear()
  }

  /** @param graceMs how long the former token stays valid, in milliseconds */
  private issue(kind: 'ordinary' | 'stable', appid: string, graceMs: number): Answer {
    const now = Date.now()
    const key = `${kind} ${appid}`
    const former = this.current.get(key)
    if (former) former.replacedAt = Math.min(former.replacedAt, now + graceMs)
    // A replaced token is refused like an unknown one. Each token but the current one is replaced at some time.
    for (const it of this.issued.values()) if (it.replacedAt <= now) this.issued.delete(it.token)
    const token = `local_${randomBytes(96).toString('base64url')}`
    const issued = { token, appid, expiresAt: now + this.lifetimeS * 1000, replacedAt: Number.POSITIVE_INFINITY }
    this.issued.set(token, issued)
    this.current.set(key, issued)
    return { access_token: token, expires_in: Math.floor(this.lifetimeS) }
  }

  private mayForce(appid: string): boolean {
    const now = Date.now()
    const recent = (this.forced.get(appid) ?? []).filter((at) => at > now - DAY_MS)
    if (recent.some((at) => at > now - FORCED_GAP_MS)) return false
    if (recent.length >= FORCED_PER_DAY) throw new WeChatError(45009)
    this.forced.set(appid, [...recent, now])
    return true
  }

  /** WeChat's five minutes of two hours, in proportion for shorter lifetimes, in milliseconds. */
  private overlapMs(): number {
    return Math.min(this.lifetimeS / 24, OVERLAP_S) * 1000
  }
}
