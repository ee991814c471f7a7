import { stringify } from 'lossless-json'
import type { Api, OpenApiResult } from '../../cloudfunctions/openapi/apis/Api'
import { deliveryResultCodes } from '../../cloudfunctions/openapi/codes/deliveryResult'
import { meaningOf } from '../../cloudfunctions/openapi/codes/meaningOf'
import { isOpenApiError, type OpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'

/**
 * An answer as JSON, for programs, and what it means, for people.
 *
 * @param hints further lines for people
 * @example
 * tell(getQuota, { errCode: 0, errMsg: 'openapi.logistics.getQuota:ok', quotaNum: 100 }).forPeople // '0: done / 成功'
 */
export function tell(
  api: Api,
  answer: OpenApiResult | OpenApiError,
  hints: readonly string[] = [],
): { forPrograms: string; forPeople: string } {
  const json = stringify(isOpenApiError(answer) ? answer.toJSON() : answer, undefined, 2) ?? ''
  const { meaning, cause, next } = meaningOf(answer.errCode, api.name)
  const lines = [
    `${answer.errCode}: ${meaning.en} / ${meaning.zh}`,
    ...(cause ? [`cause: ${cause.en}`, `原因：${cause.zh}`] : []),
    ...(next ? [`next: ${next.en}`, `处理：${next.zh}`] : []),
    ...(isOpenApiError(answer) ? detailsOf(answer) : []),
    ...hints,
  ]
  return {
    forPrograms: json.split('\n').map(printable).join('\n'),
    forPeople: lines.map(printable).join('\n  '),
  }
}

/** What only an HTTPS call tells of a failure. */
function detailsOf({ deliveryResultcode: code, deliveryResultmsg: message = '', cause }: OpenApiError): string[] {
  return [
    ...(code === undefined ? [] : [`the courier said: ${code} ${message}`, ...meaningOfCourier(code)]),
    ...(cause instanceof Error ? [`${readProperty(cause, 'code') ?? cause.name}: ${cause.message}`] : []),
  ]
}

/** What couriers mean by their codes, whichever words they use. */
function meaningOfCourier(code: number): string[] {
  const { meaning } = deliveryResultCodes[code] ?? {}
  return meaning ? [`${code}: ${meaning.en} / ${meaning.zh}`] : []
}
