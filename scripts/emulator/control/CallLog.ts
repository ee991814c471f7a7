import { type ApiName, isApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { BLANK } from '../../../cloudfunctions/openapi/errors/redact'
import type { Advice } from '../../../cloudfunctions/openapi/messages/Message'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { failureMessage } from '../functions/invocation'
import { callLine } from '../functions/logLines'
import type { CallWatch, EndedCall } from '../functions/Runner'
import type { Suggested } from '../schemas/apiName'
import { isOwnMessage } from '../service/WeChatError'
import type { PushEvent } from '../state/fixturesSchema'
import type { Log } from '../system/system'
import type { Channel } from './Faults'
import {
  lineWithoutSecrets,
  objectWithoutSecrets,
  type Redactor,
  redactorOf,
  type ShownParams,
  shownParams,
  withoutSecrets,
} from './withoutSecrets'

const MAX_CALLS = 200
/** Maximum number of printed lines that are kept per call. */
const MAX_LINES = 100
/** Maximum number of calls that have not ended whose lines are kept. */
const MAX_UNENDED = 200

/** A call of an API or of a function, or a push to a function, in the response of `GET /emulator/calls`. */
export interface LoggedCall {
  /** Increases with each call. */
  id: number
  /** When it was made, in ISO 8601. */
  at: string
  /** How it came in: a cloud call, an HTTPS call, a call of a function, or a push to one. */
  channel: Channel | 'function' | 'push'
  /** The API; the Event of a push; the name of a called function. */
  api: Suggested<ApiName | PushEvent>
  /** The mini program. */
  appid?: string | undefined
  /** The function that made the call, that was called, or that got the push. */
  function?: string | undefined
  /** The server that got the push, without the query of its address. */
  url?: string | undefined
  /** The request of the function. */
  requestId?: string | undefined
  /** The user who called the function. */
  openid?: string | undefined
  /** The source of a function call, such as `wx_client`. */
  source?: string | undefined
  /** What was sent: parameters, or the event of a function. */
  wireParams: Readonly<Record<string, unknown>>
  /**
   * WeChat's errcode; the errorCode of the gateway if it refused a cloud call; the errCode of a function's result (0 if it has
   * none); the code of a function call or push that failed.
   */
  errcode: number
  /** WeChat's errmsg, or why the call of a function failed. */
  errmsg?: string | undefined
  /** The response of a simulated or stubbed API or of a function. Other responses may contain tokens. */
  answer?: unknown
  /** Duration, in milliseconds. */
  ms: number
  /** The type of the fault that applied. */
  fault?: string | undefined
  /** Whether a stub responded. */
  stub?: true
  /** Whether the response says, in our words, that the API is not simulated. */
  notSimulated?: true
  /** Advice for readers of the log. If the API is not simulated, it says what errmsg says. */
  note?: Advice | undefined
  /** What the function printed, and where it failed. */
  lines?: readonly string[]
}

/** A call that a channel or a push has made. */
export type CallToLog = Omit<LoggedCall, 'id' | 'at' | 'ms' | 'lines'>

/** A change of the log: a new call, a new line of a call, or the removal of all calls. */
export type CallEvent =
  | { name: 'call'; data: LoggedCall }
  | { name: 'line'; data: { id: number; text: string } }
  | { name: 'cleared'; data: object }

interface Kept {
  call: Omit<LoggedCall, 'lines'> & { lines?: string[] }
  /** Blanks the secrets of the call. */
  redact: Redactor
}

/** The last calls of every channel, without secrets and limited in size. */
export class CallLog implements CallWatch {
  private kept: Kept[] = []
  private lastId = 0
  /** The lines of calls that have not ended, by request id, oldest first. */
  private readonly printed = new Map<string, string[]>()

  /**
   * @param verbose logs every call that a function makes, not only those with a note or a fault
   * @param onEvent called for each change
   */
  constructor(
    private readonly log: Log,
    private readonly verbose: boolean,
    private readonly onEvent: (event: CallEvent) => void = () => {},
  ) {}

  get(): readonly LoggedCall[] {
    return this.kept.map(({ call }) => call)
  }

  /** @param ms how long the call took, in milliseconds */
  add(call: CallToLog, ms: number): void {
    const { channel, errcode, fault, stub, notSimulated, note, requestId, answer, wireParams } = call
    const isAnswerShown = isObject(answer) && (stub || errcode !== 0 || isApiName(call.api))
    const { api, errmsg } = this.keep(
      { ...call, answer: isAnswerShown ? JSON.stringify(answer) : undefined, ms },
      channel === 'push' ? { params: wireParams, secrets: [] } : shownParams(call.api, wireParams, false),
    )
    if (requestId !== undefined && (note ?? fault) === undefined && !this.verbose) return
    const more = [
      fault && { en: `(fault: ${fault})`, zh: `（故障：${fault}）` },
      stub && { en: '(stub)', zh: '（模拟返回）' },
      errcode !== 0 && !(notSimulated && note) && note?.en !== errmsg && errmsg,
      note,
    ]
    const name = requestId === undefined ? api : `${channel} call ${api}`
    this.log(callLine({ id: requestId ?? channel, name, errCode: errcode, ms, more }))
  }

  redactorOf(functionName: string, data: unknown): Redactor {
    const redact = redactorOf(shownParams(functionName, isObject(data) ? { ...data } : {}, true))
    return (line) => lineWithoutSecrets(line, redact)
  }

  line(requestId: string, text: string): void {
    const found = this.kept.find(({ call }) => isPrinting(call) && call.requestId === requestId)
    if (!found) {
      this.keepPrinted(requestId, text)
      return
    }
    const { call, redact } = found
    const { lines = [] } = call
    if (lines.length >= MAX_LINES) return
    const shown = shownLine(text, redact)
    call.lines = [...lines, shown]
    this.onEvent({ name: 'line', data: { id: call.id, text: shown } })
  }

  ended({ functionName, data, answer, isPush, unionid: _, fromOpenid: __, ...call }: EndedCall): void {
    // Pushes logs the outcome of a push.
    if (isPush) return
    const wireParams = isObject(data) ? { ...data } : {}
    const outcome =
      'errCode' in answer
        ? { errcode: answer.errCode, errmsg: failureMessage(answer) }
        : { errcode: answer.resultCode ?? 0, answer: answer.json }
    this.keep(
      { ...call, channel: 'function', api: functionName, function: clippedText(functionName), wireParams, ...outcome },
      shownParams(functionName, wireParams, true),
    )
  }

  clear(): void {
    this.kept = []
    this.printed.clear()
    this.onEvent({ name: 'cleared', data: {} })
  }

  /**
   * Keeps a call, limited in size.
   *
   * @param call answer: JSON
   */
  private keep(
    { answer: json, ...call }: CallToLog & { answer?: string | undefined; ms: number },
    { params, secrets }: ShownParams,
  ): LoggedCall {
    const redact = redactorOf({ secrets })
    const answer = json === undefined ? undefined : shownAnswer(json, redact)
    const errmsg = call.errmsg ?? (call.channel === 'function' ? readProperty(answer, 'errMsg') : undefined)
    const { requestId = '' } = call
    const lines = isPrinting(call) ? this.printed.get(requestId) : undefined
    if (lines) this.printed.delete(requestId)
    const kept = {
      id: ++this.lastId,
      at: new Date().toISOString(),
      ...call,
      api: clippedText(call.api),
      wireParams: clipped(objectWithoutSecrets(params, redact)),
      ...(typeof errmsg === 'string' && {
        errmsg: call.notSimulated || isOwnMessage(errmsg) ? errmsg : clippedText(redact(errmsg)),
      }),
      ...(json !== undefined && { answer }),
      ...(lines && { lines: lines.map((text) => shownLine(text, redact)) }),
    }
    this.kept.push({ call: kept, redact })
    this.kept.splice(0, this.kept.length - MAX_CALLS)
    this.onEvent({ name: 'call', data: kept })
    return kept
  }

  private keepPrinted(requestId: string, text: string): void {
    const lines = this.printed.get(requestId) ?? []
    if (lines.length < MAX_LINES) lines.push(text.slice(0, MAX_LENGTH))
    this.printed.set(requestId, lines)
    const [oldest] = this.printed.keys()
    if (this.printed.size > MAX_UNENDED && oldest !== undefined) this.printed.delete(oldest)
  }
}

/** Checks whether what the request prints belongs to a call: not if a function only made the call. */
function isPrinting({ channel }: Pick<LoggedCall, 'channel'>): boolean {
  return channel === 'function' || channel === 'push'
}

function shownLine(text: string, redact: Redactor): string {
  return clippedText(redact(text), MAX_LENGTH / 10)
}

/** Returns a response as it is kept. */
function shownAnswer(json: string, redact: Redactor): unknown {
  try {
    return clipped(withoutSecrets(JSON.parse(json), redact))
  } catch {
    // A function may replace JSON.stringify.
    return BLANK
  }
}

/** Maximum size of parameters and responses that are kept whole, in characters of JSON. */
export const MAX_LENGTH = 20_000
const MAX_TEXT_LENGTH = 300

/**
 * Limits the size of parameters or of a response: of a large one, only the start of its JSON is kept.
 *
 * @example
 * clipped({ biz_id: 'x'.repeat(1_000_000) }) // { '...': '{"biz_id":"xxx... (1000013 characters)' }
 */
export function clipped<T>(value: T): T | { '...': string } {
  const json = JSON.stringify(value) ?? ''
  return json.length > MAX_LENGTH ? { '...': clippedText(json) } : value
}

/**
 * Limits the length of a string.
 *
 * @example
 * clippedText('x'.repeat(1_000_000)) // 'xxx... (1000000 characters)'
 */
export function clippedText(text: string, maxLength = MAX_TEXT_LENGTH): string {
  if (text.length <= maxLength) return text
  // Copied through bytes, because a slice in V8 keeps the whole string in memory.
  const start = Buffer.from(text.slice(0, maxLength)).toString()
  return `${start}... (${text.length} characters)`
}
