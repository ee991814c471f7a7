import { stringify } from 'lossless-json'
import type { Api, OpenApiResult } from '../../../cloudfunctions/openapi/apis/Api'
import { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
import { deliveryResultCodes } from '../../../cloudfunctions/openapi/codes/deliveryResult'
import { isOpenApiError, type OpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { joined } from '../../../cloudfunctions/openapi/messages/Message'
import type { Say } from '../terminal/language'

/**
 * Returns the result of a call as JSON, with its meaning in both languages if that is wanted.
 *
 * @param leftOut a field of the result that is not shown
 * @example
 * resultAsJson(getQuota, result, true) // '{\n  "result": {\n    "errCode": 0, ... }, "meaning": { "en": "done", ... } }'
 */
export function resultAsJson(
  api: Api,
  result: OpenApiResult | OpenApiError,
  withMeaning: boolean,
  leftOut?: string,
): string {
  const plain = isOpenApiError(result) ? result.toJSON() : result
  const shown = withMeaning ? { result: plain, ...explained(api, result) } : plain
  const json = stringify(shown, (name, value) => (name === leftOut ? undefined : value), 2)
  return String(json).split('\n').map(printable).join('\n')
}

/**
 * Returns what the result of a call means, for people.
 *
 * @example
 * describeResult(getQuota, { errCode: 0, errMsg: 'openapi.logistics.getQuota:ok', quotaNum: 100 }, say) // '0: done'
 */
export function describeResult(api: Api, result: OpenApiResult | OpenApiError, say: Say): string {
  const { meaning, cause, next } = explained(api, result)
  const lines = [
    `${result.errCode}: ${say(meaning)}`,
    ...(cause ? [say({ en: `cause: ${cause.en}`, zh: `原因：${cause.zh}` })] : []),
    ...(next ? [say({ en: `next: ${next.en}`, zh: `处理方法：${next.zh}` })] : []),
    ...(isOpenApiError(result) ? detailsOf(result, say) : []),
  ]
  return lines.map(printable).join('\n  ')
}

function explained(api: Api, result: OpenApiResult | OpenApiError) {
  const known = meaningOf(result.errCode, api.name)
  if (!isOpenApiError(result)) return known
  const { cause, next } = result.explain(known)
  // What was done about a refusal is not what to do about its cause.
  const isMore = result.errCode > 0 && next !== known.next
  return { ...known, cause, next: isMore ? joined([known.next, next].filter((it) => it !== undefined)) : next }
}

/** Returns what only an HTTPS call reports about a failure: the courier's own code, and the cause of a lost connection. */
function detailsOf(
  { deliveryResultcode: code, deliveryResultmsg: message = '', cause }: OpenApiError,
  say: Say,
): string[] {
  const { meaning } = deliveryResultCodes[code ?? 0] ?? {}
  const known = meaning ? ` (${say(meaning)})` : ''
  return [
    ...(code === undefined
      ? []
      : [`${say({ en: 'the courier responded: ', zh: '快递公司返回：' })}${code} ${message}${known}`]),
    ...(cause instanceof Error ? [`${readProperty(cause, 'code') ?? cause.name}: ${cause.message}`] : []),
  ]
}
