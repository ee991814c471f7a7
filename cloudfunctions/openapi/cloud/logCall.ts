import type { Api, OpenApiResult } from '../apis/Api'
import { meaningIn } from '../codes/Code'
import { platformCodesFor } from '../codes/platform'
import { isOpenApiError, ridIn } from '../errors/OpenApiError'
import { printable } from '../errors/printable'
import { readProperty } from '../errors/readProperty'
import { BLANK, redactor, secretsOf } from '../errors/redact'
import { snakeCase } from '../names/convertCase'
import { looksRight } from '../params/pickParams'

/** A call that has ended. */
interface Call {
  caller?: string | undefined
  wireParams?: object | undefined
  outcome: OpenApiResult
  ms: number
  requestId: unknown
  /** The response came after the function had stopped waiting for it. */
  late?: boolean
}

/** Number of characters of an id that the log shows. No id of a courier, caller or request is longer. */
const MAX_LENGTH = 64

/**
 * Logs one line of JSON for a call: enough to find it again, and for a failure also its message, the usual cause and the
 * next step, in both languages. It contains no secret.
 *
 * @example
 * logCall(bindAccount, { caller: 'oAdmin', wireParams, outcome, ms: 41, requestId: 'r-1' })
 * // {"api":"logistics.bindAccount","type":"bind","deliveryId":"YUNDA","bizId":"...3456","caller":"oAdmin","errCode":0,"ms":41,"requestId":"r-1"}
 */
export function logCall(api: Api, { caller, wireParams, outcome, ms, requestId, late = false }: Call): void {
  const blank = redactor(secretsOf(api, wireParams))
  const safe = (text: unknown) => (typeof text === 'string' ? blank(text).slice(0, MAX_LENGTH) : undefined)
  const line: Record<string, unknown> = { api: api.name }
  for (const [param, how] of Object.entries(api.logged)) {
    const value = readProperty(wireParams, snakeCase(param))
    const shown = looksRight(param, value) ? value : BLANK
    line[param] = how === 'whole' ? safe(shown) : endOf(shown, blank)
  }
  const { errCode } = outcome
  Object.assign(line, { caller: safe(caller), errCode, ms, requestId: safe(requestId), late: late || undefined })
  if (errCode !== 0) Object.assign(line, explain(api, outcome))
  console.log(printable(JSON.stringify(line)))
}

/** Returns the last characters of a string. The whole string is checked, because a part of a secret would not be found. */
function endOf(value: unknown, blank: (text: string) => string): string | undefined {
  if (typeof value !== 'string') return undefined
  return value !== BLANK && blank(value) === value ? `...${value.slice(-4)}` : BLANK
}

function explain(api: Api, outcome: OpenApiResult): object {
  const { errCode, errMsg } = outcome
  const known = meaningIn([api.codes, platformCodesFor(errMsg)], errCode, api.ifResponseLost)
  const { cause, next } = isOpenApiError(outcome) ? outcome.explain(known) : known
  return { errMsg, rid: ridIn(errMsg), cause, next }
}
