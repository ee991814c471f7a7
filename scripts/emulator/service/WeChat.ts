import type { FastifyReply } from 'fastify'
import type { ApiName } from '../../../cloudfunctions/openapi/apis'
import type { CallLog, LoggedCall } from '../control/CallLog'
import type { Door, Fault, Faults } from '../control/Faults'
import type { State } from '../state/State'
import { type ApiCall, behaviours } from './behaviours'
import { WeChatError } from './WeChatError'

export type Body = Readonly<Record<string, unknown>>

/** How one door says what every door must say. */
export interface DoorReply {
  readonly door: Door
  /** WeChat's answer. */
  body(reply: FastifyReply, body: Body): FastifyReply
  /** A page in place of an answer. */
  html(reply: FastifyReply, page: string): FastifyReply
  /** A failure of the cloud platform. */
  platform(reply: FastifyReply, code: string): FastifyReply
}

const HTML = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'

/** The service behind both doors: what is bound by a cloud call is seen by an HTTPS call. */
export class WeChat {
  constructor(
    private readonly state: State,
    private readonly faults: Faults,
    private readonly calls: CallLog,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Answers one request: makes the call, unless a fault is wanted in its place or after it.
   *
   * @param door how to answer
   * @param reply what to answer with
   * @param api the name to look for faults by and to log
   * @param call makes the call; whatever it changed is on disk when it returns
   * @param about what else to log
   */
  async serve(
    door: DoorReply,
    reply: FastifyReply,
    api: string,
    call: () => Body,
    about: Pick<LoggedCall, 'wireParams'> & Partial<LoggedCall>,
  ): Promise<FastifyReply> {
    const fault = await this.faults.take(api, door.door)
    const body = fault && !fault.afterEffect ? {} : this.answer(api, call)
    const { errcode = 0, errmsg } = fault?.kind === 'errcode' ? fault : body
    this.calls.add({
      door: door.door,
      api,
      errcode: Number(errcode),
      ...(typeof errmsg === 'string' && { errmsg }),
      ...(fault && { fault: fault.kind }),
      ...about,
    })
    return fault ? goWrong(door, reply, fault) : door.body(reply, body)
  }

  /** Makes a call of an API of the registry. */
  call(api: ApiName, call: Omit<ApiCall, 'state'>): Body {
    return behaviours[api]({ ...call, state: this.state })
  }

  private answer(api: string, call: () => Body): Body {
    try {
      return call()
    } catch (error) {
      if (error instanceof WeChatError) return error.toJSON()
      this.log(`${api} failed: ${String(error)}`)
      return new WeChatError(-1).toJSON()
    }
  }
}

function goWrong(door: DoorReply, reply: FastifyReply, fault: Exclude<Fault, { kind: 'delay' }>): FastifyReply {
  switch (fault.kind) {
    case 'errcode':
      return door.body(reply, new WeChatError(fault.errcode, fault.errmsg).toJSON())
    case 'platform':
      return door.platform(reply, fault.code)
    case 'http':
      return reply.code(fault.status).type('text/html').send(HTML)
    case 'empty':
      return reply.type('application/octet-stream').send('')
    case 'html':
      return door.html(reply, HTML)
    case 'cut':
      reply.hijack()
      reply.raw.destroy()
      return reply
  }
}
