import type { FastifyReply } from 'fastify'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import type { CallLog, CallToLog, LoggedCall } from '../control/CallLog'
import type { Channel, Fault, Faults } from '../control/Faults'
import type { Stubs } from '../control/Stubs'
import { bothLanguages } from '../functions/bothLanguages'
import type { Body } from '../service/behaviours/Behaviour'
import { NotSimulatedError } from '../service/NotSimulatedError'
import { WeChatError } from '../service/WeChatError'

/** How a channel formats WeChat's responses. */
export interface AnswerForm {
  readonly channel: Channel
  /** WeChat's answer. */
  body(reply: FastifyReply, body: Body): FastifyReply
  /** A page in place of an answer. */
  html(reply: FastifyReply, page: string): FastifyReply
  /** A failure of the cloud platform. */
  platform(reply: FastifyReply, code: string): FastifyReply
}

/** A call as it came in: its API, by which faults are looked for, its parameters, and what is known of who makes it. */
export type ReceivedCall = Pick<
  CallToLog,
  'api' | 'appid' | 'function' | 'requestId' | 'openid' | 'wireParams' | 'note'
>

const PAGE = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'

/** How a call is made; each may throw a WeChatError. */
export interface Making {
  /** What WeChat looks at before all, a token for instance: a stub takes the place of make alone. */
  check?(): void
  make(): Body | Promise<Body>
  /** What the log and the page say about a code that WeChat returned. */
  hint?(errcode: number): Text | undefined
}

/** Handles every call the same way, whatever channel it came through: applies faults and stubs, logs the call, sends the response. */
export class Reception {
  constructor(
    private readonly faults: Faults,
    private readonly stubs: Stubs,
    private readonly calls: CallLog,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Answers a call: by a fault, else by a stub, else by what is made of it.
   *
   * @param form in which to answer
   * @param making makes the call, unless a fault or a stub takes its place
   */
  async answer(
    form: AnswerForm,
    reply: FastifyReply,
    { api, ...about }: ReceivedCall,
    making: Making,
  ): Promise<FastifyReply> {
    const startedAt = Date.now()
    const fault = await this.faults.take(api, form.channel)
    const wrong = fault?.kind === 'delay' ? undefined : fault
    const { body, ...how } = wrong && !wrong.afterEffect ? { body: {} } : await this.answerOf(api, making)
    const { errcode = 0, errmsg } = wrong?.kind === 'errcode' ? wrong : body
    const hint = wrong || how.stub || Number(errcode) === 0 ? undefined : making.hint?.(Number(errcode))
    const call = {
      channel: form.channel,
      api,
      errcode: Number(errcode),
      ...(typeof errmsg === 'string' && { errmsg }),
      ...(fault && { fault: fault.kind }),
      ...(!wrong && { answer: body }),
      ...about,
      ...how,
      ...(hint && { note: bothLanguages(hint) }),
    }
    this.calls.add(call, Date.now() - startedAt)
    return wrong ? goWrong(form, reply, wrong) : form.body(reply, body)
  }

  private async answerOf(
    api: string,
    { check, make }: Making,
  ): Promise<{ body: Body } & Pick<LoggedCall, 'stub' | 'notSimulated' | 'note'>> {
    try {
      check?.()
      const stubbed = this.stubs.take(api)
      return stubbed ? { body: stubbed, stub: true } : { body: await make() }
    } catch (error) {
      if (error instanceof NotSimulatedError) {
        return { body: error.toJSON(), notSimulated: true, note: error.note }
      }
      if (error instanceof WeChatError) return { body: error.toJSON() }
      this.log(`${api} failed: ${String(error)}`)
      return { body: new WeChatError(-1).toJSON() }
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
