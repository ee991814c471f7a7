import { randomUUID } from 'node:crypto'
import { lastSource } from '../../../cloudfunctions/openapi/names/lastSource'
import { type Caller, type Invocation, TIMER } from './invocation'

/** How long an invocation can make cloud calls after it starts, in milliseconds: assumed#ticket-lifetime */
const LIFETIME_MS = 10 * 60 * 1000

/** The sources whose invocations have a ticket; the last two are the developer tools: assumed#ticket-devtools */
const SOURCES_WITH_TICKET = ['wx_client', 'wx_http', 'wx_devtools', 'wx_localdebug']

/**
 * Checks whether WeChat gives an invocation a ticket, without which it can make no cloud call. Chains that end in scf
 * (assumed#ticket-nested), delayed tasks (assumed#ticket-delayed) and other sources (assumed#ticket-other) get none. A timer
 * gets one if the function's config.json lists triggers.
 *
 * @see https://docs.cloudbase.net/error-code/INVALID_PARAM
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-http-api/functions/invokeCloudFunction.html
 * @example
 * hasTicket({ appid, source: 'wx_client,scf' }, {}) // false
 */
export function hasTicket(
  { isPush = false, source }: Caller,
  { triggers = [] }: { triggers?: readonly object[] | undefined },
): boolean {
  const last = lastSource(source)
  return isPush || SOURCES_WITH_TICKET.includes(last) || (last === TIMER && triggers.length > 0)
}

/** Who makes a call of the gateway. */
export interface Holder {
  /** Undefined for a program that is not a function. */
  invocation: Invocation | undefined
  /** Whether the ticket came with the call, was left out by the SDK, or was never issued. */
  ticket: 'sent' | 'unsent' | 'none'
}

interface Issued {
  invocation: Invocation
  /** Empty for an invocation without one. */
  ticket: string
  until: number
}

/** The tickets (WX_API_TOKEN) that allow invocations to make cloud calls. */
export class Tickets {
  /** The ticket of programs that are not functions, such as the command of `exec`. */
  readonly outside = randomUUID()
  /** By request id, oldest first. */
  private readonly issued = new Map<string, Issued>()

  /**
   * Registers an invocation.
   *
   * @param isTicketGiven see hasTicket
   * @returns its ticket; empty for an invocation without one
   */
  issue(invocation: Invocation, isTicketGiven: boolean): string {
    const now = Date.now()
    for (const [requestId, { until }] of this.issued) {
      if (until > now) break
      this.issued.delete(requestId)
    }
    const ticket = isTicketGiven ? `${invocation.requestId}.${randomUUID()}` : ''
    this.issued.set(invocation.requestId, { invocation, ticket, until: now + LIFETIME_MS })
    return ticket
  }

  /**
   * Finds who makes a call.
   *
   * @param ticket the ticket that came with the call; empty if none came
   * @param session the session token that came with it, which is the request id of functions run here
   * @returns undefined for a ticket that was not issued here or has expired
   */
  holder(ticket: string, session: string): Holder | undefined {
    if (ticket === this.outside) return { invocation: undefined, ticket: 'sent' }
    const found = this.issued.get(ticket === '' ? session : ticket.slice(0, ticket.indexOf('.')))
    const issued = found && found.until > Date.now() ? found : undefined
    if (ticket === '') return { invocation: issued?.invocation, ticket: issued?.ticket ? 'unsent' : 'none' }
    return issued?.ticket === ticket ? { invocation: issued.invocation, ticket: 'sent' } : undefined
  }
}
