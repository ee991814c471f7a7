import { stringify } from 'lossless-json'
import type { Api, OpenApiResult } from '../../cloudfunctions/openapi/apis/Api'
import { deliveryResultCodes } from '../../cloudfunctions/openapi/codes/deliveryResult'
import { meaningOf } from '../../cloudfunctions/openapi/codes/meaningOf'
import { isOpenApiError, type OpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'

/**
 * Returns the result of a call as JSON, for programs, and what it means, for people.
 *
 * @param hints further lines for people
 * @example
 * describeResult(getQuota, { errCode: 0, errMsg: 'openapi.logistics.getQuota:ok', quotaNum: 100 }).forPeople // '0: done / 成功'
 */
export function describeResult(
  api: Api,
  result: OpenApiResult | OpenApiError,
  hints: readonly string[] = [],
): { forPrograms: string; forPeople: string } {
  const json = stringify(isOpenApiError(result) ? result.toJSON() : result, undefined, 2) ?? ''
  const known = meaningOf(result.errCode, api.name)
  const { meaning } = known
  const { cause, next } = isOpenApiError(result) ? result.explain(known) : known
  const lines = [
    `${result.errCode}: ${meaning.en} / ${meaning.zh}`,
    ...(cause ? [`cause: ${cause.en}`, `原因：${cause.zh}`] : []),
    ...(next ? [`next: ${next.en}`, `处理：${next.zh}`] : []),
    ...(isOpenApiError(result) ? detailsOf(result) : []),
    ...hints,
  ]
  return {
    forPrograms: json.split('\n').map(printable).join('\n'),
    forPeople: lines.map(printable).join('\n  '),
  }
}

/** Returns what only an HTTPS call reports about a failure: the courier's own code, and the cause of a lost connection. */
function detailsOf({ deliveryResultcode: code, deliveryResultmsg: message = '', cause }: OpenApiError): string[] {
  const { meaning } = (code !== undefined && deliveryResultCodes[code]) || {}
  return [
    ...(code === undefined ? [] : [`the courier said: ${code} ${message}`]),
    ...(meaning ? [`${code}: ${meaning.en} / ${meaning.zh}`] : []),
    ...(cause instanceof Error ? [`${readProperty(cause, 'code') ?? cause.name}: ${cause.message}`] : []),
  ]
}
