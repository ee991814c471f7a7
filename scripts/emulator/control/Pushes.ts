import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { joined, type Message } from '../../../cloudfunctions/openapi/messages/Message'
import { type Answer, failureMessage } from '../functions/Answer'
import type { Runner } from '../functions/Runner'
import { type Push, withoutQuery } from '../service/pushes'
import type { Fixtures } from '../state/Fixtures'
import type { PushTarget } from '../state/fixturesSchema'
import { type Log, reasonIn } from '../system/system'
import type { CallLog, CallToLog } from './CallLog'
import { pushToServer } from './pushToServer'

export interface PushesOptions {
  fixtures: Pick<Fixtures, 'pushedTo'>
  runner: Pick<Runner, 'call'>
  calls: CallLog
  log: Log
  /** How long to wait before each repetition, in milliseconds. */
  waitsMs?: readonly number[]
}

/** How long WeChat waits before each repetition, in milliseconds: assumed#push-repeat */
const WAITS_MS = [1000, 2000, 4000]
/** WeChat sends a message to a server three times in total: assumed#push-repeat */
const SERVER_REPEATS = 2
/** The SOURCE of a push: assumed#push-source */
const SOURCE = 'wx_unknown'
/** The name of the result of a payment in the log. */
const PAYMENT = 'payment'
/** How much of a function's result the log shows, in characters. */
const MAX_SHOWN = 200

/**
 * Delivers WeChat's messages (消息推送) to the functions and servers that the fixtures name, and repeats them on failure. Both
 * events reach functions: assumed#push-bind-result
 */
export class Pushes {
  private pending = pendingDeliveries()
  private closed = false
  /** The events without a receiver that were logged. */
  private readonly logged = new Set<string>()
  /** The servers whose address was checked. */
  private readonly checked = new Set<string>()

  constructor(private readonly options: PushesOptions) {}

  /** Starts to deliver a message; only the log shows the outcome. */
  send(push: Push): void {
    if (this.closed) return
    const { signal } = this.pending
    this.deliver(push, signal).catch((error) => {
      const { Event = PAYMENT } = push.message
      if (!signal.aborted)
        this.options.log({ en: `${Event} was not pushed: ${error}`, zh: `未能推送 ${Event}：${error}` })
    })
  }

  /** Cancels pending deliveries. */
  clear(): void {
    this.pending.abort()
    this.pending = pendingDeliveries()
  }

  /** Cancels pending deliveries, and ignores later messages. */
  close(): void {
    this.closed = true
    this.pending.abort()
  }

  private async deliver(push: Push, signal: AbortSignal): Promise<void> {
    const { fixtures, calls, waitsMs = WAITS_MS } = this.options
    const { appid, message } = push
    const { MsgType = 'event', Event: api = PAYMENT, FromUserName: openid } = message
    for (let attempt = 0; ; attempt++) {
      // Read before each attempt, so that a change of the fixtures applies to the next one.
      const to: Partial<PushTarget> | undefined = push.to ?? fixtures.pushedTo(MsgType, api)
      if (to === undefined) return this.logMissingReceiver(api)
      const { function: name, url } = to
      const waitMs = (url === undefined ? waitsMs : waitsMs.slice(0, SERVER_REPEATS))[attempt]
      const next =
        waitMs === undefined
          ? { en: 'given up', zh: '不再重试' }
          : { en: `repeated in ${waitMs / 1000} s`, zh: `${waitMs / 1000} 秒后重试` }
      // Servers get the id of the account (原始 ID), which only WeChat knows, functions the appid.
      const wireParams = url === undefined ? message : { ...message, ToUserName: `gh_${appid.slice(2, 14)}` }
      const startedAt = Date.now()
      const outcome =
        name === undefined
          ? await pushToServer(to, { appid, message: wireParams }, this.checked, signal).then(
              (text): Outcome => ({ errcode: 0, note: answered(JSON.stringify(text)) }),
              (error): Outcome => ({ errcode: -1, note: joined([reasonIn(error), next]) }),
            )
          : await this.call(name, push, next)
      if (signal.aborted) return
      const call = { api, appid, function: name, url: url && withoutQuery(url), openid, wireParams, ...outcome }
      calls.add({ channel: 'push', ...call }, Date.now() - startedAt)
      if (outcome.errcode === 0 || waitMs === undefined) return
      await sleep(waitMs, undefined, { signal, ref: false })
    }
  }

  private async call(name: string, { appid, to, message }: Push, next: Message): Promise<Outcome> {
    const caller = { appid, openid: message.FromUserName, source: SOURCE, isPush: true }
    const answer: Answer = await this.options.runner
      .call(name, message, caller)
      .catch((error) => ({ errCode: -504002, reason: String(error) }))
    const { requestId } = answer
    if ('errCode' in answer) return { requestId, errcode: answer.errCode, errmsg: failureMessage(answer), note: next }
    const note = answered(answer.json.slice(0, MAX_SHOWN))
    return to === undefined || readProperty(JSON.parse(answer.json), 'errcode') === 0
      ? { requestId, errcode: 0, note }
      : { requestId, errcode: -1, note: joined([note, NOT_HANDLED, next]) }
  }

  private logMissingReceiver(event: string): void {
    if (this.logged.has(event)) return
    this.logged.add(event)
    this.options.log({
      en: `${event} is not pushed: name a function or a url in pushes of the fixtures.`,
      zh: `未推送 ${event}：请在初始数据 pushes 中指定云函数或 url`,
    })
  }
}

type Outcome = Pick<CallToLog, 'errcode' | 'errmsg' | 'note' | 'requestId'>

const NOT_HANDLED: Message = {
  en: 'a function that receives payments must return { errcode: 0, errmsg: "" }',
  zh: '接收支付结果的云函数须返回 { errcode: 0, errmsg: "" }',
}

const answered = (json: string) => ({ en: `answered ${json}`, zh: `返回 ${json}` })

/** Returns a controller for any number of deliveries; by default, Node warns about more than ten listeners. */
function pendingDeliveries(): AbortController {
  const pending = new AbortController()
  setMaxListeners(0, pending.signal)
  return pending
}
