import type { FastifyReply } from 'fastify'
import type { CallLog, LoggedCall } from '../control/CallLog'
import type { Door, Fault, Faults } from '../control/Faults'
import type { Body } from '../service/behaviours/Behaviour'
import { WeChatError } from '../service/WeChatError'

/** How a door writes what WeChat answers through either. */
export interface AnswerForm {
  readonly door: Door
  /** WeChat's answer. */
  body(reply: FastifyReply, body: Body): FastifyReply
  /** A page in place of an answer. */
  html(reply: FastifyReply, page: string): FastifyReply
  /** A failure of the cloud platform. */
  platform(reply: FastifyReply, code: string): FastifyReply
}

/** A call as it came in: its API, by which faults are looked for, its parameters, and what is known of who makes it. */
export type ReceivedCall = Omit<LoggedCall, 'at' | 'door' | 'errcode' | 'errmsg' | 'fault'>

const PAGE = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'

/** What is done with every call, whichever door it came through: it goes wrong where that is wanted, is logged, and answered. */
export class Reception {
  constructor(
    private readonly faults: Faults,
    private readonly calls: CallLog,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Answers a call.
   *
   * @param form in which to answer
   * @param make makes the call, unless a fault takes its place
   */
  async answer(
    form: AnswerForm,
    reply: FastifyReply,
    { api, ...about }: ReceivedCall,
    make: () => Body | Promise<Body>,
  ): Promise<FastifyReply> {
    const fault = await this.faults.take(api, form.door)
    const body = fault && !fault.afterEffect ? {} : await this.bodyOf(api, make)
    const { errcode = 0, errmsg } = fault?.kind === 'errcode' ? fault : body
    this.calls.add({
      door: form.door,
      api,
      errcode: Number(errcode),
      ...(typeof errmsg === 'string' && { errmsg }),
      ...(fault && { fault: fault.kind }),
      ...about,
    })
    return fault ? goWrong(form, reply, fault) : form.body(reply, body)
  }

  private async bodyOf(api: string, make: () => Body | Promise<Body>): Promise<Body> {
    try {
      return await make()
    } catch (error) {
      if (error instanceof WeChatError) return error.toJSON()
      this.log(`${api} failed: ${String(error)}`)
      return new WeChatError(-1).toJSON()
    }
  }
}

function goWrong(form: AnswerForm, reply: FastifyReply, fault: Exclude<Fault, { kind: 'delay' }>): FastifyReply {
  switch (fault.kind) {
    case 'errcode':
      return form.body(reply, new WeChatError(fault.errcode, fault.errmsg).toJSON())
    case 'platform':
      return form.platform(reply, fault.code)
    case 'http':
      return reply.code(fault.status).type('text/html').send(PAGE)
    case 'empty':
      return reply.type('application/octet-stream').send('')
    case 'html':
      return form.html(reply, PAGE)
    case 'cut':
      reply.hijack()
      reply.raw.destroy()
      return reply
  }
}
