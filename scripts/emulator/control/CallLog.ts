import { apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { redact } from '../../../cloudfunctions/openapi/errors/redact'
import { snakeCase } from '../../../cloudfunctions/openapi/names/toSnakeCase'
import { callLine } from '../functions/callLine'
import { clipped, clippedText } from './clipped'
import type { Door } from './Faults'

const KEPT = 200
const BLANK = '***'

/** One call of an API, or one push to a function, as `GET /emulator/calls` tells it. */
export interface LoggedCall {
  at: string
  door: Door | 'push'
  /** Of a push, its Event. */
  api: string
  appid?: string
  /** The function that made it, or that got the push, its request, and the end user who called the function. */
  function?: string
  requestId?: string
  openid?: string
  wireParams: Readonly<Record<string, unknown>>
  /** What WeChat answered; for a cloud call that the gateway refused, its errorCode; for a push, what the function failed with. */
  errcode: number
  errmsg?: string
  /** What went wrong on demand. */
  fault?: string
  /** A stub has answered. */
  stub?: true
  /** The answer says, in our words, that no such thing is simulated. */
  notSimulated?: true
  /** What whoever reads the log should know. */
  note?: string
}

/** The last calls through both doors, without secrets, each of them small whatever was sent. */
export class CallLog {
  private readonly calls: LoggedCall[] = []

  /** @param verbose logs each call that a function makes, too, and not only those of which there is something to note */
  constructor(
    private readonly log: (line: string) => void,
    private readonly verbose: boolean,
  ) {}

  get(): readonly LoggedCall[] {
    return this.calls
  }

  /** @param ms how long it took */
  add(call: Omit<LoggedCall, 'at'>, ms: number): void {
    const { door, errcode, fault, stub, note, requestId } = call
    const wireParams = door === 'push' ? call.wireParams : withoutSecrets(call.api, call.wireParams)
    const blanked = Object.entries(call.wireParams).flatMap(([param, value]) =>
      wireParams[param] === BLANK && typeof value === 'string' ? [value] : [],
    )
    const api = clippedText(call.api)
    const said = call.errmsg ?? ''
    const errmsg = call.notSimulated ? said : clippedText(redact(said, blanked))
    this.calls.push({
      at: new Date().toISOString(),
      ...call,
      api,
      wireParams: clipped(wireParams),
      ...(call.errmsg !== undefined && { errmsg }),
    })
    this.calls.splice(0, this.calls.length - KEPT)
    if (requestId !== undefined && note === undefined && !this.verbose) return
    const what = [fault && `fault: ${fault}`, stub && 'stub'].filter(Boolean).map((it) => `(${it})`)
    const more = [...what, ...(errcode === 0 ? [] : [errmsg]), note].filter(Boolean).join(' ')
    const name = requestId === undefined ? api : `${door} call ${api}`
    this.log(callLine({ id: requestId ?? door, name, errCode: errcode, ms, more }))
  }

  clear(): void {
    this.calls.splice(0)
  }
}

/** Shows the values of known parameters that are no secrets; a misspelt `pasword` holds a password too. */
function withoutSecrets(name: string, wireParams: LoggedCall['wireParams']): LoggedCall['wireParams'] {
  const api = Object.entries<Api>(apis).find(([it]) => it === name)?.[1]
  const shown = Object.keys(api?.params.entries ?? {}).filter((param) => !api?.secrets.includes(param))
  const names = shown.map(snakeCase)
  return Object.fromEntries(
    Object.entries(wireParams).map(([param, value]) => [param, names.includes(param) ? value : BLANK]),
  )
}
