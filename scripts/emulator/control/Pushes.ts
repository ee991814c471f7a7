import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '../functions/Answer'
import { failureMessage } from '../functions/Failure'
import type { Runner } from '../functions/Runner'
import type { Push } from '../service/pushes'
import type { Fixtures } from '../state/Fixtures'
import type { CallLog } from './CallLog'

/** What stands behind pushes. */
export interface BehindPushes {
  readonly fixtures: Pick<Fixtures, 'pushedTo'>
  readonly runner: Pick<Runner, 'call'>
  readonly calls: CallLog
  readonly log: (line: string) => void
  /** How long to wait before each repetition, in milliseconds. */
  readonly waitsMs?: readonly number[]
}

/** How long to wait before each repetition, in milliseconds: assumed#push-repeat */
const WAITS_MS = [1000, 2000, 4000]
/** SOURCE of a push: assumed#push-source */
const SOURCE = 'wx_unknown'
/** Of a function's answer the log shows so many characters. */
const SHOWN = 200

/** One delivery, and what came of it. */
interface Attempt {
  push: Push
  functionName: string
  answer: Answer
  /** After how long the next one follows, if one does. */
  waitMs: number | undefined
  ms: number
}

/**
 * Delivers WeChat's messages (消息推送) to the functions that the fixtures name, and repeats them on failure. Both events reach
 * functions: assumed#push-bind-result
 */
export class Pushes {
  private ended = endOfMany()
  private closed = false
  private readonly told = new Set<string>()

  constructor(private readonly behind: BehindPushes) {}

  /** Begins to deliver a message; whatever comes of it is in the log and nowhere else. */
  send(push: Push): void {
    if (this.closed) return
    const { signal } = this.ended
    this.deliver(push, signal).catch((error) => {
      if (!signal.aborted) this.behind.log(`${push.message.Event} was not pushed: ${String(error)}`)
    })
  }

  /** Forgets what is still to be delivered. */
  clear(): void {
    this.ended.abort()
    this.ended = endOfMany()
  }

  /** Delivers nothing more. */
  close(): void {
    this.closed = true
    this.ended.abort()
  }

  private async deliver(push: Push, signal: AbortSignal): Promise<void> {
    const { waitsMs = WAITS_MS } = this.behind
    const { MsgType, Event } = push.message
    for (const waitMs of [...waitsMs, undefined]) {
      // Anew each time: who mends the fixtures, or the function, sees the next attempt succeed.
      const functionName = this.behind.fixtures.pushedTo(MsgType, Event)
      if (functionName === undefined) return this.tellOnce(Event)
      const startedAt = Date.now()
      const answer = await this.call(functionName, push)
      if (signal.aborted) return
      this.add({ push, functionName, answer, waitMs, ms: Date.now() - startedAt })
      if (!('errCode' in answer) || waitMs === undefined) return
      await sleep(waitMs, undefined, { signal, ref: false })
    }
  }

  private async call(functionName: string, { appid, message }: Push): Promise<Answer> {
    const caller = { appid, openid: message.FromUserName, source: SOURCE, isPush: true }
    try {
      return await this.behind.runner.call(functionName, message, caller)
    } catch (error) {
      return { errCode: -504002, reason: String(error) }
    }
  }

  private add({ push, functionName, answer, waitMs, ms }: Attempt): void {
    const { appid, message } = push
    const outcome =
      'errCode' in answer
        ? { errcode: answer.errCode, errmsg: failureMessage(answer), note: nextOf(waitMs) }
        : { errcode: 0, note: `answered ${answer.json.slice(0, SHOWN)}` }
    const call = {
      channel: 'push',
      api: message.Event,
      appid,
      function: functionName,
      openid: message.FromUserName,
      wireParams: message,
      ...(answer.requestId !== undefined && { requestId: answer.requestId }),
      ...outcome,
    } as const
    this.behind.calls.add(call, ms)
  }

  private tellOnce(event: string): void {
    if (this.told.has(event)) return
    this.told.add(event)
    this.behind.log(
      `${event} is pushed to no function: name one in pushes of the fixtures. 未推送 ${event}：请在初始数据 pushes 中指定云函数`,
    )
  }
}

/** What ends every wait at once; Node warns of more than ten unless told. */
function endOfMany(): AbortController {
  const ended = new AbortController()
  setMaxListeners(0, ended.signal)
  return ended
}

function nextOf(waitMs: number | undefined): string {
  return waitMs === undefined ? 'given up' : `repeated in ${waitMs / 1000} s`
}
