import { randomUUID } from 'node:crypto'
import type { Invocation } from './Caller'

/** How long a call that a function did not wait for may still be made; WeChat's own time is UNCONFIRMED. */
const LIFETIME_MS = 10 * 60 * 1000

/** The tokens by which the gateway knows in which invocation a cloud call is made. */
export class Tokens {
  /** Oldest first. */
  private readonly issued = new Map<string, { invocation: Invocation; until: number }>()

  /** A new token for an invocation. */
  issue(invocation: Invocation): string {
    const now = Date.now()
    for (const [token, { until }] of this.issued) {
      if (until > now) break
      this.issued.delete(token)
    }
    const token = randomUUID()
    this.issued.set(token, { invocation, until: now + LIFETIME_MS })
    return token
  }

  /** The invocation of a token; undefined where it was never given, or its time is over. */
  invocation(token: string): Invocation | undefined {
    const found = this.issued.get(token)
    return found && found.until > Date.now() ? found.invocation : undefined
  }
}
