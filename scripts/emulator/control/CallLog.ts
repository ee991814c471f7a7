import { isApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { redactor } from '../../../cloudfunctions/openapi/errors/redact'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { failureMessage } from '../functions/Answer'
import { callLine } from '../functions/logLines'
import type { CallWatch, EndedCall } from '../functions/Runner'
import { clipped, clippedText, MAX_LENGTH } from './clipped'
import type { Channel } from './Faults'
import {
  BLANK,
  blankedTexts,
  eventWithoutSecrets,
  objectWithoutSecrets,
  type Redactor,
  wireParamsWithoutSecrets,
  withoutSecrets,
} from './withoutSecrets'

const MAX_CALLS = 200
/** Maximum number of printed lines that are kept per call. */
const MAX_LINES = 100
/** Maximum number of calls that have not ended whose lines are kept. */
const MAX_UNENDED = 200
/** Limits of the secrets that are kept to blank them elsewhere in a call. With more, everything else is blanked. */
const MAX_SECRETS_LENGTH = 64 * 1024
const MAX_SECRETS = 500

/** A call of an API or of a function, or a push to a function, in the response of `GET /emulator/calls`. */
export interface LoggedCall {
  /** Increases with each call. */
  id: number
  at: string
  channel: Channel | 'function' | 'push'
  /** The API; the Event of a push; the name of a called function. */
  api: string
  appid?: string | undefined
  /** The function that made the call, that was called, or that got the push; its request; and the user who called it. */
  function?: string | undefined
  requestId?: string | undefined
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
  /** Advice for readers of the log. */
  note?: string | undefined
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
  /** The request whose lines belong to the call; undefined for a call of an API. */
  printedBy: string | undefined
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
   * @param verbose logs every call that a function makes, not only those with a note
   * @param onEvent called for each change
   */
  constructor(
    private readonly log: (line: string) => void,
    private readonly verbose: boolean,
    private readonly onEvent: (event: CallEvent) => void = () => {},
  ) {}

  get(): readonly LoggedCall[] {
    return this.kept.map(({ call }) => call)
  }

  /** @param ms how long the call took, in milliseconds */
  add(call: CallToLog, ms: number): void {
    const { channel, errcode, fault, stub, note, requestId, answer } = call
    const isPush = channel === 'push'
    const isAnswerShown = isObject(answer) && (stub || errcode !== 0 || isApiName(call.api))
    const { api, errmsg } = this.keep(
      {
        ...call,
        wireParams: isPush ? call.wireParams : wireParamsWithoutSecrets(call.api, call.wireParams),
        answer: isAnswerShown ? JSON.stringify(answer) : undefined,
        ms,
      },
      call.wireParams,
      isPush ? requestId : undefined,
    )
    if (requestId !== undefined && note === undefined && !this.verbose) return
    const more = [fault && `(fault: ${fault})`, stub && '(stub)', errcode !== 0 && errmsg, note]
    const name = requestId === undefined ? api : `${channel} call ${api}`
    this.log(callLine({ id: requestId ?? channel, name, errCode: errcode, ms, more: more.filter(Boolean).join(' ') }))
  }

  line(requestId: string, text: string): void {
    const found = this.kept.find(({ printedBy }) => printedBy === requestId)
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

  ended({
    functionName,
    data,
    answer,
    errCode = 0,
    hint: note,
    ms,
    appid,
    requestId,
    openid,
    source,
    isPush,
  }: EndedCall): void {
    // Pushes logs the outcome of a push.
    if (isPush) return
    const event = isObject(data) ? { ...data } : {}
    const outcome =
      'errCode' in answer
        ? { errcode: answer.errCode, errmsg: failureMessage(answer) }
        : { errcode: errCode, answer: answer.json }
    this.keep(
      {
        channel: 'function',
        api: functionName,
        appid,
        function: clippedText(functionName),
        requestId,
        openid,
        source,
        wireParams: eventWithoutSecrets(functionName, event),
        ...outcome,
        ...(note !== undefined && { note }),
        ms,
      },
      event,
      requestId,
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
   * @param call wireParams: without secrets; answer: JSON
   * @param sent the parameters with the secrets, which are blanked elsewhere in the call
   * @param printedBy see Kept
   */
  private keep(
    { answer: json, ...call }: Omit<LoggedCall, 'id' | 'at' | 'lines' | 'answer'> & { answer?: string | undefined },
    sent: unknown,
    printedBy: string | undefined,
  ): LoggedCall {
    const secrets = blankedTexts(sent, call.wireParams)
    const isKept = secrets.length <= MAX_SECRETS && secrets.join('').length <= MAX_SECRETS_LENGTH
    const redact = isKept ? redactor(secrets) : () => BLANK
    const answer = json === undefined ? undefined : shownAnswer(json, redact)
    const errmsg = call.errmsg ?? (call.channel === 'function' ? readProperty(answer, 'errMsg') : undefined)
    const lines = printedBy === undefined ? undefined : this.printed.get(printedBy)
    if (printedBy !== undefined) this.printed.delete(printedBy)
    const kept = {
      id: ++this.lastId,
      at: new Date().toISOString(),
      ...call,
      api: clippedText(call.api),
      wireParams: clipped(objectWithoutSecrets(call.wireParams, redact)),
      ...(typeof errmsg === 'string' && { errmsg: call.notSimulated ? errmsg : clippedText(redact(errmsg)) }),
      ...(json !== undefined && { answer }),
      ...(lines && { lines: lines.map((text) => shownLine(text, redact)) }),
    }
    this.kept.push({ call: kept, printedBy, redact })
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

function shownLine(text: string, redact: Redactor): string {
  return clippedText(redact(text), MAX_LENGTH / 10)
}

/** Returns a response as it is kept: without secrets, and only the start of a long one. */
function shownAnswer(json: string, redact: Redactor): unknown {
  try {
    const answer = withoutSecrets(JSON.parse(json), redact)
    const text = JSON.stringify(answer)
    return text.length > MAX_LENGTH ? clippedText(text) : answer
  } catch {
    // A function may replace JSON.stringify.
    return BLANK
  }
}
