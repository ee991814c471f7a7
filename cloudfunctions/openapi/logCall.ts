import { type Api, type ApiName, apis, meaningOf } from './apis'
import { redact } from './redact'
import { snakeCase } from './toSnakeCase'

/** One call to WeChat as it becomes known, step by step. */
export interface Call {
  readonly api: ApiName
  caller?: string | undefined
  wireParams?: Readonly<Record<string, unknown>>
}

interface Outcome {
  errCode: number
  ms: number
  requestId: string | undefined
  /** The answer came after the function had given up waiting for it. */
  late: boolean
}

/** No courier's id or caller's id is longer. */
const MAX_LENGTH = 64

/**
 * Logs one line of JSON for a call: enough to find it again and to know what usually causes its code, and no secret.
 *
 * @example
 * logCall({ api: 'logistics.bindAccount', caller: 'oAdmin', wireParams }, { errCode: 0, ms: 41, requestId, late: false })
 * // {"api":"logistics.bindAccount","type":"bind","deliveryId":"YUNDA","bizId":"...3456","caller":"oAdmin","errCode":0,"ms":41,"requestId":"..."}
 */
export function logCall(call: Call, { errCode, ms, requestId, late }: Outcome): void {
  const { type, delivery_id, biz_id } = call.wireParams ?? {}
  const secrets = secretsOf(call)
  const safe = (text: unknown) => (typeof text === 'string' ? redact(text, secrets).slice(0, MAX_LENGTH) : undefined)
  const line = {
    api: call.api,
    type,
    deliveryId: safe(delivery_id),
    bizId: safe(typeof biz_id === 'string' ? `...${biz_id.slice(-4)}` : undefined),
    caller: safe(call.caller),
    errCode,
    ms,
    requestId,
    late: late || undefined,
    cause: meaningOf(call.api, errCode)?.cause,
  }
  console.log(JSON.stringify(line))
}

/** The values of a call's secret parameters. */
export function secretsOf({ api: name, wireParams = {} }: Call): string[] {
  const api: Api = apis[name]
  return api.secrets.map((param) => wireParams[snakeCase(param)]).filter((value) => typeof value === 'string')
}
