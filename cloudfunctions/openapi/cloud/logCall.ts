import type { Api, OpenApiResult } from '../apis/Api'
import { codeIn } from '../apis/codes'
import { printable } from '../errors/printable'
import { readProperty } from '../errors/readProperty'
import { redactor } from '../errors/redact'
import { ridIn } from '../errors/ridIn'
import { snakeCase } from '../names/toSnakeCase'
import { secretsOf } from '../params/secretsOf'

/** What is known of a call in the end. */
interface Call {
  caller?: string | undefined
  wireParams?: object | undefined
  outcome: OpenApiResult
  ms: number
  requestId: unknown
  /** The answer came after the function had given up waiting for it. */
  late?: boolean
}

/** No courier's id, caller's id or request's id is longer. */
const MAX_LENGTH = 64

/**
 * Logs one line of JSON for a call: enough to find it again, for a failure also what was said and what usually causes
 * its code, in both languages, and no secret.
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
    line[param] = how === 'whole' ? safe(value) : endOf(value, blank)
  }
  const { errCode } = outcome
  Object.assign(line, { caller: safe(caller), errCode, ms, requestId: safe(requestId), late: late || undefined })
  if (errCode !== 0) Object.assign(line, explain(api, outcome))
  console.log(printable(JSON.stringify(line)))
}

/** The last characters of a text; it is looked at as a whole, for a part of a secret is not the secret. */
function endOf(value: unknown, blank: (text: string) => string): string | undefined {
  if (typeof value !== 'string') return undefined
  return blank(value) === value ? `...${value.slice(-4)}` : '***'
}

/** The message of a failure has lost its secrets already. */
function explain(api: Api, { errCode, errMsg }: OpenApiResult): object {
  const { cause, next } = api.codes[errCode] ?? codeIn(errCode, errMsg) ?? {}
  return { errMsg, rid: ridIn(errMsg), cause, next }
}
