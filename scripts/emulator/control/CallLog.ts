import { apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { redact } from '../../../cloudfunctions/openapi/errors/redact'
import { snakeCase } from '../../../cloudfunctions/openapi/names/toSnakeCase'
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
  note?: string
}

/** The last calls through both doors, without secrets. */
export class CallLog {
  private readonly calls: LoggedCall[] = []

  constructor(private readonly log: (line: string) => void) {}

  get(): readonly LoggedCall[] {
    return this.calls
  }

  add(call: Omit<LoggedCall, 'at'>): void {
    const { door, api, errcode, fault, note } = call
    const wireParams = door === 'push' ? call.wireParams : withoutSecrets(api, call.wireParams)
    const blanked = Object.entries(call.wireParams).flatMap(([param, value]) =>
      wireParams[param] === BLANK && typeof value === 'string' ? [value] : [],
    )
    const errmsg = redact(call.errmsg ?? '', blanked)
    this.calls.push({ at: new Date().toISOString(), ...call, wireParams, ...(call.errmsg !== undefined && { errmsg }) })
    this.calls.splice(0, this.calls.length - KEPT)
    const more = [fault && `fault: ${fault}`, note].filter(Boolean).map((it) => ` (${it})`)
    this.log(`${call.requestId ?? '-'} ${door} call ${api}: ${errcode} ${errmsg}${more.join('')}`)
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
