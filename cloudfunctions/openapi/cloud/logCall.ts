import { type Api, type ApiName, apis, meaningOf, type OpenApiResult } from '../apis'
import { printable } from '../errors/printable'
import { readProperty } from '../errors/readProperty'
import { redactor } from '../errors/redact'
import { ridIn } from '../errors/ridIn'
import { snakeCase } from '../names/toSnakeCase'

/** One call to WeChat as it becomes known, step by step. */
export interface Call {
  readonly api: ApiName
  caller?: string | undefined
  wireParams?: object
}

interface Circumstances {
  ms: number
  requestId: unknown
  /** The answer came after the function had given up waiting for it. */
  late: boolean
}

/** No courier's id, caller's id or request's id is longer. */
const MAX_LENGTH = 64

/**
 * Logs one line of JSON for a call: enough to find it again, for a failure also what was said and what usually causes
 * its code, in both languages, and no secret.
 *
 * @example
 * logCall({ api: 'logistics.bindAccount', caller: 'oAdmin', wireParams }, result, { ms: 41, requestId: 'r-1', late: false })
 * // {"api":"logistics.bindAccount","type":"bind","deliveryId":"YUNDA","bizId":"...3456","caller":"oAdmin","errCode":0,"ms":41,"requestId":"r-1"}
 */
export function logCall(call: Call, outcome: OpenApiResult, { ms, requestId, late }: Circumstances): void {
  const { type, delivery_id, biz_id }: Record<string, unknown> = { ...call.wireParams }
  const blank = redactor(secretsOf(call))
  const safe = (text: unknown) => (typeof text === 'string' ? blank(text).slice(0, MAX_LENGTH) : undefined)
  const line = {
    api: call.api,
    type,
    deliveryId: safe(delivery_id),
    bizId: typeof biz_id === 'string' ? endOf(biz_id, blank) : undefined,
    caller: safe(call.caller),
    errCode: outcome.errCode,
    ms,
    requestId: safe(requestId),
    late: late || undefined,
    ...(outcome.errCode !== 0 && explain(call.api, outcome)),
  }
  console.log(printable(JSON.stringify(line)))
}

/** The values of a call's secret parameters. */
export function secretsOf({ api: name, wireParams = {} }: Call): string[] {
  const api: Api = apis[name]
  return api.secrets
    .map((param) => readProperty(wireParams, snakeCase(param)))
    .filter((value) => typeof value === 'string')
}

/** The last characters of a customer code; it is looked at as a whole, for a part of a secret is not the secret. */
function endOf(bizId: string, blank: (text: string) => string): string {
  return blank(bizId) === bizId ? `...${bizId.slice(-4)}` : '***'
}

/** The message of a failure has lost its secrets already. */
function explain(api: ApiName, { errCode, errMsg }: OpenApiResult): object {
  const { cause, next } = meaningOf(api, errCode) ?? {}
  return { errMsg, rid: ridIn(errMsg), cause, next }
}
