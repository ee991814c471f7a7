import type { FastifyReply } from 'fastify'
import { joined, type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import type { CallLog, CallToLog, LoggedCall } from '../control/CallLog'
import type { Channel, Fault, Faults } from '../control/Faults'
import { StubError, type Stubs } from '../control/Stubs'
import type { Body, Bytes } from '../service/Behaviour'
import { NotSimulatedError } from '../service/NotSimulatedError'
import { WeChatError } from '../service/WeChatError'
import type { Log } from '../system/system'

/** How a channel sends responses. */
export interface ResponseFormat {
  readonly channel: Channel
  /** Sends WeChat's response. */
  body(reply: FastifyReply, body: Body): FastifyReply
  /** Sends a response that is not JSON. */
  bytes(reply: FastifyReply, bytes: Bytes): FastifyReply
  /** Sends a page instead of a response. */
  html(reply: FastifyReply, page: string): FastifyReply
  /** Sends an error of the cloud platform. */
  platformError(reply: FastifyReply, code: string): FastifyReply
}

/** A received call: what the log says about it, and how to respond to it. */
export interface ReceivedCall
  extends Pick<CallToLog, 'api' | 'appid' | 'function' | 'requestId' | 'openid' | 'wireParams' | 'note'> {
  /**
   * Checks what WeChat checks first, such as a token, even if there is a stub.
   *
   * @throws WeChatError
   */
  check?(): void
  /**
   * Returns WeChat's response.
   *
   * @param log gets what the response does not say
   * @throws WeChatError
   */
  respond(log: (why: Message) => void): Body | Promise<Body>
  /** Returns what the log and the page say about a code that WeChat returned, in place of what the call has logged. */
  hint?: ((errcode: number, why: Message | undefined) => Message | undefined) | undefined
}

const PAGE = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'

interface Outcome extends Pick<LoggedCall, 'stub' | 'notSimulated' | 'note'> {
  /** The response; of one that is not JSON, what the log says about it. */
  body: Body
  bytes?: Bytes
}

/** Handles every call the same way, whatever channel it came through: applies faults and stubs, logs the call, sends the response. */
export class CallHandler {
  constructor(
    private readonly faults: Faults,
    private readonly stubs: Stubs,
    private readonly calls: CallLog,
    private readonly log: Log,
  ) {}

  async handle(format: ResponseFormat, reply: FastifyReply, call: ReceivedCall): Promise<FastifyReply> {
    const startedAt = Date.now()
    const { check, respond, hint, ...details } = call
    const fault = this.faults.take(call.api, format.channel)
    await this.faults.delay(fault, false)
    const failure = fault?.kind === 'delay' ? undefined : fault
    const whys: Message[] = []
    const { body, bytes, ...about }: Outcome =
      failure && !failure.afterEffect ? { body: {} } : await this.bodyOf(call, (why) => whys.push(why))
    await this.faults.delay(fault, true)
    const { errcode = 0, errmsg } = failure?.kind === 'errcode' ? failure : body
    const code = Number(errcode)
    const why = whys.length > 0 ? joined(whys) : undefined
    const advice = failure || about.stub ? undefined : (code !== 0 && hint?.(code, why)) || why
    const notes = [details.note, advice].filter((it) => it !== undefined)
    this.calls.add(
      {
        ...details,
        ...about,
        channel: format.channel,
        errcode: code,
        ...(typeof errmsg === 'string' && { errmsg }),
        ...(fault && { fault: fault.kind }),
        ...(!failure && { answer: body }),
        ...(advice && { note: joined(notes) }),
      },
      Date.now() - startedAt,
    )
    if (failure) return sendFault(format, reply, failure)
    return bytes ? format.bytes(reply, bytes) : format.body(reply, body)
  }

  private async bodyOf(call: ReceivedCall, log: (why: Message) => void): Promise<Outcome> {
    try {
      call.check?.()
      const stubbed = this.stubs.take(call.api, call.wireParams)
      return stubbed ? { ...stubbed, stub: true } : { body: await call.respond(log) }
    } catch (error) {
      if (error instanceof NotSimulatedError) {
        const { note } = error
        const body = error.toJSON()
        if (!this.stubs.get().some(({ api }) => api === call.api)) return { body, notSimulated: true, note }
        const unmatched = { ...note, en: `${NO_MATCH.en}: ${note.en}`, zh: `${NO_MATCH.zh}：${note.zh}` }
        return { body: { ...body, errmsg: `${NO_MATCH.en}: ${body.errmsg}` }, notSimulated: true, note: unmatched }
      }
      if (error instanceof WeChatError) return { body: error.toJSON() }
      if (error instanceof StubError) return { body: { errcode: -1, errmsg: error.message }, note: error.both }
      // The records are not in order: the caller learns it too.
      if (error instanceof MessageError)
        return { body: new WeChatError(-1, `system error: ${error.message}`).toJSON(), note: error.both }
      this.log({ en: `${call.api} failed: ${error}`, zh: `${call.api} 失败：${error}` })
      return { body: new WeChatError(-1).toJSON() }
    }
  }
}

const NO_MATCH: Message = {
  en: 'no stub of this name has a `when` that the parameters match',
  zh: '已有同名的模拟返回，但参数都不符合它们的 when',
}

function sendFault(
  format: ResponseFormat,
  reply: FastifyReply,
  fault: Exclude<Fault, { kind: 'delay' }>,
): FastifyReply {
  switch (fault.kind) {
    case 'errcode':
      return format.body(reply, new WeChatError(fault.errcode, fault.errmsg).toJSON())
    case 'platform':
      return format.platformError(reply, fault.code)
    case 'http':
      return reply.code(fault.status).type('text/html').send(PAGE)
    case 'empty':
      return reply.type('application/octet-stream').send('')
    case 'html':
      return format.html(reply, PAGE)
    case 'cut':
      reply.hijack()
      reply.raw.destroy()
      return reply
  }
}
