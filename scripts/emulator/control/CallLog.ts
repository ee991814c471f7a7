import { isApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { redactor } from '../../../cloudfunctions/openapi/errors/redact'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import type { CallWatch, EndedCall } from '../functions/CallWatch'
import { callLine } from '../functions/callLine'
import { failureMessage } from '../functions/Failure'
import { clipped, clippedText, MAX_LENGTH } from './clipped'
import type { Channel } from './Faults'
import {
  BLANK,
  blankedTexts,
  eventWithoutSecrets,
  wireParamsWithoutSecrets,
  withoutSecretNames,
} from './withoutSecrets'

const KEPT = 200
/** Of what a function prints in a call so many lines are kept. */
const MAX_LINES = 100
/** So many calls that have not ended may have printed something. */
const MAX_UNENDED = 200
/** What is blanked in lines that come later is kept for that: no more of it than secrets are. */
const MAX_SECRET_LENGTH = 4096
const MAX_SECRETS = 50

/** One call of an API or of a function, or one push to a function, as `GET /emulator/calls` tells it. */
export interface LoggedCall {
  /** Its number; later calls have higher ones. */
  id: number
  at: string
  channel: Channel | 'function' | 'push'
  /** Of a push, its Event; of a call of a function, the function's name. */
  api: string
  appid?: string
  /** The function that made it, that was called, or that got the push, its request, and the end user who called it. */
  function?: string
  requestId?: string
  openid?: string
  /** From where a function was called: `wx_client`. */
  source?: string
  /** What was sent; of a call of a function, its event. */
  wireParams: Readonly<Record<string, unknown>>
  /**
   * What WeChat answered; for a cloud call that the gateway refused, its errorCode; for a call of a function, the errCode of its
   * result, 0 where that has none; for what failed, a push too, what the function failed with.
   */
  errcode: number
  errmsg?: string
  /** What was answered, where that holds no token: of the APIs that are simulated or stubbed, and of functions. */
  answer?: unknown
  /** In milliseconds. */
  ms: number
  /** What went wrong on demand. */
  fault?: string
  /** A stub has answered. */
  stub?: true
  /** The answer says, in our words, that no such thing is simulated. */
  notSimulated?: true
  /** What whoever reads the log should know. */
  note?: string
  /** What the function printed, and where it failed. */
  lines?: readonly string[]
}

/** What there is to tell of a call that a channel or a push has made. */
export type CallToLog = Omit<LoggedCall, 'id' | 'at' | 'ms' | 'lines'>

/** What changes in the log: a call has come, or a line of one that is there. */
export type CallEvent =
  | { name: 'call'; data: LoggedCall }
  | { name: 'line'; data: { id: number; text: string } }
  | { name: 'cleared'; data: object }

type Redactor = (text: string) => string

/** A kept call, and what is blanked in its lines. */
interface Kept {
  call: Omit<LoggedCall, 'lines'> & { lines?: string[] }
  blank: Redactor
}

/** The last calls through every channel, without secrets, each of them small whatever was sent. */
export class CallLog implements CallWatch {
  private kept: Kept[] = []
  private lastId = 0
  /** What calls have printed that have not ended yet, oldest first. */
  private readonly printed = new Map<string, string[]>()

  /**
   * @param verbose logs each call that a function makes, too, and not only those of which there is something to note
   * @param onEvent is told what changes
   */
  constructor(
    private readonly log: (line: string) => void,
    private readonly verbose: boolean,
    private readonly onEvent: (event: CallEvent) => void = () => {},
  ) {}

  get(): readonly LoggedCall[] {
    return this.kept.map(({ call }) => call)
  }

  /** @param ms how long it took */
  add(call: CallToLog, ms: number): void {
    const { channel, errcode, fault, stub, note, requestId } = call
    const isPush = channel === 'push'
    const wireParams = isPush ? call.wireParams : wireParamsWithoutSecrets(call.api, call.wireParams)
    const secrets = blankedTexts(call.wireParams, wireParams)
    const blank = redactor(secrets)
    const api = clippedText(call.api)
    const said = call.errmsg ?? ''
    const errmsg = call.notSimulated ? said : clippedText(blank(said))
    const { answer, ...rest } = call
    const tellsAnswer = isObject(answer) && (stub || errcode !== 0 || isApiName(call.api))
    this.keep(
      {
        ...rest,
        api,
        wireParams: clipped(wireParams),
        ...(call.errmsg !== undefined && { errmsg }),
        ...(tellsAnswer && { answer: shownAnswer(JSON.stringify(answer), blank) }),
        ms,
      },
      secrets,
      isPush ? requestId : undefined,
    )
    if (requestId !== undefined && note === undefined && !this.verbose) return
    const what = [fault && `fault: ${fault}`, stub && 'stub'].filter(Boolean).map((it) => `(${it})`)
    const more = [...what, ...(errcode === 0 ? [] : [errmsg]), note].filter(Boolean).join(' ')
    const name = requestId === undefined ? api : `${channel} call ${api}`
    this.log(callLine({ id: requestId ?? channel, name, errCode: errcode, ms, more }))
  }

  line(requestId: string, text: string): void {
    const found = this.kept.find(({ call: { requestId: it, channel } }) => it === requestId && hasLines(channel))
    if (!found) {
      this.keepPrinted(requestId, text)
      return
    }
    const { call, blank } = found
    const { lines = [] } = call
    if (lines.length >= MAX_LINES) return
    const shown = shownLine(text, blank)
    call.lines = [...lines, shown]
    this.onEvent({ name: 'line', data: { id: call.id, text: shown } })
  }

  ended(call: EndedCall): void {
    const { functionName, data, answer, errCode = 0, ms, appid, requestId, openid, source, isPush } = call
    // What comes of a push, Pushes tells.
    if (isPush) return
    const event = isObject(data) ? Object.fromEntries(Object.entries(data)) : {}
    const wireParams = eventWithoutSecrets(functionName, event)
    const secrets = blankedTexts(event, wireParams)
    const blank = redactor(secrets)
    const failed = 'errCode' in answer
    const result = failed ? undefined : shownAnswer(answer.json, blank)
    const said = failed ? failureMessage(answer) : readProperty(result, 'errMsg')
    const kept = {
      channel: 'function',
      api: clippedText(functionName),
      appid,
      function: clippedText(functionName),
      ...(requestId !== undefined && { requestId }),
      ...(openid !== undefined && { openid }),
      ...(source !== undefined && { source }),
      wireParams: clipped(wireParams),
      errcode: failed ? answer.errCode : errCode,
      ...(typeof said === 'string' && { errmsg: clippedText(blank(said)) }),
      ...(!failed && { answer: result }),
      ms,
    } as const
    this.keep(kept, secrets, requestId)
  }

  clear(): void {
    this.kept = []
    this.printed.clear()
    this.onEvent({ name: 'cleared', data: {} })
  }

  /** @param requestId of the call of a function that it is, or that it tells of */
  private keep(
    call: Omit<LoggedCall, 'id' | 'at' | 'lines'>,
    secrets: readonly string[],
    requestId: string | undefined,
  ): void {
    const blank = redactor(secrets.filter((it) => it.length <= MAX_SECRET_LENGTH).slice(0, MAX_SECRETS))
    const printed = requestId === undefined ? undefined : this.printed.get(requestId)
    if (requestId !== undefined) this.printed.delete(requestId)
    const kept = {
      id: ++this.lastId,
      at: new Date().toISOString(),
      ...call,
      ...(printed && { lines: printed.map((text) => shownLine(text, blank)) }),
    }
    this.kept.push({ call: kept, blank })
    this.kept.splice(0, this.kept.length - KEPT)
    this.onEvent({ name: 'call', data: kept })
  }

  private keepPrinted(requestId: string, text: string): void {
    const lines = this.printed.get(requestId) ?? []
    if (lines.length < MAX_LINES) lines.push(text.slice(0, MAX_LENGTH))
    this.printed.set(requestId, lines)
    const [oldest] = this.printed.keys()
    if (this.printed.size > MAX_UNENDED && oldest !== undefined) this.printed.delete(oldest)
  }
}

function hasLines(channel: LoggedCall['channel']): boolean {
  return channel === 'function' || channel === 'push'
}

function shownLine(text: string, blank: Redactor): string {
  return clippedText(blank(text), MAX_LENGTH / 10)
}

/** An answer as it is kept: as the JSON that it is unless that is long, without what was blanked in the call. */
function shownAnswer(json: string, blank: Redactor): unknown {
  if (json.length > MAX_LENGTH) return clippedText(blank(json))
  try {
    return withoutSecretNames(JSON.parse(blank(json)))
  } catch {
    // What was blanked was short, or stood in the JSON's own signs.
    return BLANK
  }
}
