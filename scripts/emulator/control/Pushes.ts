import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, failureMessage } from '../functions/Answer'
import type { Runner } from '../functions/Runner'
import type { Push } from '../service/pushes'
import type { Fixtures } from '../state/Fixtures'
import type { Log } from '../system/system'
import type { CallLog } from './CallLog'

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
/** The SOURCE of a push: assumed#push-source */
const SOURCE = 'wx_unknown'
/** How much of a function's result the log shows, in characters. */
const MAX_SHOWN = 200

/**
 * Delivers WeChat's messages (消息推送) to the functions that the fixtures name, and repeats them on failure. Both events reach
 * functions: assumed#push-bind-result
 */
export class Pushes {
  private pending = pendingDeliveries()
  private closed = false
  /** The events without a function that were logged. */
  private readonly logged = new Set<string>()

  constructor(private readonly options: PushesOptions) {}

  /** Starts to deliver a message; only the log shows the outcome. */
  send(push: Push): void {
    if (this.closed) return
    const { signal } = this.pending
    this.deliver(push, signal).catch((error) => {
      const { Event } = push.message
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

  private async deliver({ appid, message }: Push, signal: AbortSignal): Promise<void> {
    const { fixtures, runner, calls, waitsMs = WAITS_MS } = this.options
    const { MsgType, Event, FromUserName: openid } = message
    for (const waitMs of [...waitsMs, undefined]) {
      // Read before each attempt, so that a change of the fixtures applies to the next one.
      const functionName = fixtures.pushedTo(MsgType, Event)
      if (functionName === undefined) return this.logMissingFunction(Event)
      const startedAt = Date.now()
      const answer: Answer = await runner
        .call(functionName, message, { appid, openid, source: SOURCE, isPush: true })
        .catch((error) => ({ errCode: -504002, reason: String(error) }))
      if (signal.aborted) return
      const isFailure = 'errCode' in answer
      const next =
        waitMs === undefined
          ? { en: 'given up', zh: '不再重试' }
          : { en: `repeated in ${waitMs / 1000} s`, zh: `${waitMs / 1000} 秒后重试` }
      const outcome = isFailure
        ? { errcode: answer.errCode, errmsg: failureMessage(answer), note: next }
        : { errcode: 0, note: answered(answer.json.slice(0, MAX_SHOWN)) }
      const { requestId } = answer
      const call = { api: Event, appid, function: functionName, requestId, openid, wireParams: message, ...outcome }
      calls.add({ channel: 'push', ...call }, Date.now() - startedAt)
      if (!isFailure || waitMs === undefined) return
      await sleep(waitMs, undefined, { signal, ref: false })
    }
  }

  private logMissingFunction(event: string): void {
    if (this.logged.has(event)) return
    this.logged.add(event)
    this.options.log({
      en: `${event} is not pushed: name a function in pushes of the fixtures.`,
      zh: `未推送 ${event}：请在初始数据 pushes 中指定云函数`,
    })
  }
}

const answered = (json: string) => ({ en: `answered ${json}`, zh: `返回 ${json}` })

/** Returns a controller for any number of deliveries; by default, Node warns about more than ten listeners. */
function pendingDeliveries(): AbortController {
  const pending = new AbortController()
  setMaxListeners(0, pending.signal)
  return pending
}
