import { randomInt } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { encrypt, getSignature } from '@wecom/crypto'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { redact } from '../../../cloudfunctions/openapi/errors/redact'
import { joined, type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { type Answer, failureMessage } from '../functions/invocation'
import type { Runner } from '../functions/Runner'
import { type Push, withoutQuery } from '../service/pushes'
import type { Fixtures } from '../state/Fixtures'
import type { PushTarget } from '../state/fixturesSchema'
import { about, type Log, reasonIn } from '../system/system'
import type { CallLog, CallToLog } from './CallLog'

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
/** How much of a response the log shows, in characters. */
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
    if ('errCode' in answer) {
      const inBrackets = { en: `(${next.en})`, zh: `（${next.zh}）` }
      return { requestId, errcode: answer.errCode, errmsg: failureMessage(answer), note: inBrackets }
    }
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

/** How long WeChat waits for a response, in milliseconds. */
const TIME_LIMIT_MS = 5000
/** Node's own: in the process of a test, the test may replace the global one for its own code. */
const { fetch } = globalThis
/** assumed#push-format */
const TYPES = { json: 'application/json', xml: 'text/xml' }

/**
 * Delivers a message to a server: signed, and encrypted if the mode says so. Checks the URL first, as WeChat does when it is
 * configured.
 *
 * @param checked the servers that have passed the check
 * @returns the response, `success` or nothing
 * @throws MessageError that says what is wrong with the response, or why there is none, without secrets
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export async function pushToServer(
  { url = '', token = '', encodingAESKey = '', format = 'xml', mode = 'plain' }: Partial<PushTarget>,
  { appid, message }: Push,
  checked: Set<string>,
  signal: AbortSignal,
): Promise<string> {
  const failed = (en: string, zh: string) => new MessageError(about(withoutQuery(url), en, zh))

  /** Sends a check with echostr, or a message with a body and perhaps its encrypted form. */
  const request = async (echostr: string | undefined, body?: string, encrypted?: string): Promise<string> => {
    const [timestamp, nonce] = [`${Math.floor(Date.now() / 1000)}`, `${randomInt(2 ** 32)}`]
    const signature = (of = '') => getSignature(token, timestamp, nonce, of)
    const params = new URLSearchParams({
      signature: signature(),
      timestamp,
      nonce,
      ...(echostr && { echostr }),
      ...(encrypted && {
        openid: `${message.FromUserName}`,
        encrypt_type: 'aes',
        msg_signature: signature(encrypted),
      }),
    })
    try {
      const response = await fetch(`${url}${url.includes('?') ? '&' : '?'}${params}`, {
        ...(body && { method: 'POST', body, headers: { 'content-type': TYPES[format] } }),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]),
      })
      const text = await response.text()
      if (response.status === 200 && (echostr ? text === echostr : /^(success)?$/i.test(text.trim()))) return text
      const shown = redact(`${response.status} ${text}`, [token, encodingAESKey]).slice(0, MAX_SHOWN).trim()
      const right = echostr ? 'echostr' : 'success'
      throw failed(
        `the response was ${shown}. Return ${right} with status 200; compare url, token, encodingAESKey, format and mode`,
        `返回了 ${shown}。请以状态码 200 返回 ${right}，并核对 url、token、encodingAESKey、format 和 mode`,
      )
    } catch (error) {
      if (error instanceof MessageError) throw error
      const { en, zh } = reasonIn(error)
      throw /timeout/.test(en)
        ? failed(
            'no response within 5 s. Return success first, then work',
            '5 秒内没有响应。请先返回 success，再处理消息',
          )
        : failed(
            `cannot be reached (${en}). Start the server, or correct url`,
            `无法连接（${zh}）。请启动服务器，或改正 url`,
          )
    }
  }

  const server = url + token
  if (!checked.has(server)) await request(`${randomInt(2 ** 47)}`)
  checked.add(server)
  const written = (fields: object) => (format === 'json' ? JSON.stringify(fields) : xmlOf({ xml: fields }))
  const plain = written(message)
  if (mode === 'plain') return request(undefined, plain)
  const Encrypt = encrypt(encodingAESKey, plain, appid)
  const { ToUserName } = message
  return request(undefined, written({ ...(mode === 'safe' ? { ToUserName } : message), Encrypt }), Encrypt)
}

/** Writes XML as WeChat does: strings are CDATA, and a list is one element per item. */
function xmlOf(value: unknown): string {
  if (typeof value === 'number') return `${value}`
  if (typeof value !== 'object' || value === null)
    return `<![CDATA[${`${value}`.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  return Object.entries(value)
    .flatMap(([name, its]) => [its].flat().map((it) => `<${name}>${xmlOf(it)}</${name}>`))
    .join('')
}
