import { randomUUID } from 'node:crypto'
import type { Invocation } from './Caller'

/** How long an invocation may make calls after it started, in milliseconds: assumed#ticket-lifetime */
const LIFETIME_MS = 10 * 60 * 1000

/** Who makes a call of the gateway. */
export interface Holder {
  /** Undefined outside of functions. */
  invocation: Invocation | undefined
  /** Whether its ticket came with the call, was left out by the SDK, or was never issued. */
  ticket: 'sent' | 'unsent' | 'none'
}

interface Issued {
  invocation: Invocation
  /** Empty where WeChat gives none. */
  ticket: string
  until: number
}

/** The tickets (WX_API_TOKEN) that let invocations make cloud calls. */
export class Tickets {
  /** The ticket of programs that are not functions, such as the command of `exec`. */
  readonly outside = randomUUID()
  /** By the id of the request, oldest first. */
  private readonly issued = new Map<string, Issued>()

  /**
   * Registers an invocation.
   *
   * @param hasTicket whether WeChat equips it, see hasTicket.ts
   * @returns its ticket, empty where WeChat gives none
   */
  issue(invocation: Invocation, hasTicket: boolean): string {
    const now = Date.now()
    for (const [requestId, { until }] of this.issued) {
      if (until > now) break
      this.issued.delete(requestId)
    }
    const ticket = hasTicket ? `${invocation.requestId}.${randomUUID()}` : ''
    this.issued.set(invocation.requestId, { invocation, ticket, until: now + LIFETIME_MS })
    return ticket
  }

  /**
   * Finds who makes a call.
   *
   * @param ticket the ticket that came with the call, empty for none
   * @param session the session token that came with it, which is the id of the request for functions run here
   * @returns undefined for a ticket that was not issued here or has expired
   */
  holder(ticket: string, session: string): Holder | undefined {
    if (ticket === this.outside) return { invocation: undefined, ticket: 'sent' }
    const issued = this.find(ticket === '' ? session : ticket.slice(0, ticket.indexOf('.')))
    if (ticket === '') return { invocation: issued?.invocation, ticket: issued?.ticket ? 'unsent' : 'none' }
    return issued?.ticket === ticket ? { invocation: issued.invocation, ticket: 'sent' } : undefined
  }

  private find(requestId: string): Issued | undefined {
    const issued = this.issued.get(requestId)
    return issued && issued.until > Date.now() ? issued : undefined
  }
}
