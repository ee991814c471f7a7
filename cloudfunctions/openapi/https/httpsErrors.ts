import { type ApiName, apis } from '../apis'
import { OpenApiError } from '../errors/OpenApiError'
import { redact } from '../errors/redact'
import { ridIn } from '../errors/ridIn'
import { toOpenApiError } from '../errors/toOpenApiError'
import { HttpsFailure } from './HttpsFailure'
import type { HttpsAnswer } from './httpsCall'
import { sanitised } from './sanitised'

/** WeChat's messages are a line. */
const MAX_MESSAGE_LENGTH = 1000

/**
 * The error for a refusal by WeChat: its code and message, and what else it said.
 *
 * @param secrets values that must not be in the error
 * @example
 * const answer = { errcode: 9300531, errmsg: 'invalid biz_id or password rid: 1-2-3', fields: {} }
 * refusal('logistics.bindAccount', answer, []).rid // '1-2-3'
 */
export function refusal(
  name: ApiName,
  { errcode, errmsg, fields }: HttpsAnswer,
  secrets: readonly string[],
): OpenApiError {
  const errMsg = `openapi.${name}:fail ${errmsg || 'unknown error'}`
  const { delivery_resultcode: code, delivery_resultmsg: message } = fields
  return Object.assign(
    toOpenApiError(name, { errCode: errcode, errMsg }, secrets),
    ridOf(errMsg, secrets),
    typeof code === 'number' && { deliveryResultcode: code },
    typeof message === 'string' && { deliveryResultmsg: redact(message, secrets) },
  )
}

/**
 * The error for a call without an answer: it goes on to say whether the call may have taken effect, and how to find out.
 *
 * @param thrown an HttpsFailure, or whatever went wrong with what WeChat had answered
 * @param secrets values that must not be in the error
 * @example
 * lostCall('logistics.getQuota', new HttpsFailure(-501001, 'HTTP 502', 'answered'), [])
 * // OpenApiError -501001, openapi.logistics.getQuota:fail HTTP 502; nothing was changed: call again
 */
export function lostCall(name: ApiName, thrown: unknown, secrets: readonly string[]): OpenApiError {
  const { errCode, message, stage, cause } = toFailure(thrown, -601001, 'the answer could not be read', secrets)
  const outcome = stage === 'unsent' ? 'nothing was sent' : apis[name].whenLost
  return new OpenApiError(errCode, `openapi.${name}:fail ${message}; ${outcome}`, cause ? { cause } : {})
}

/**
 * The error for a call that was not made for want of an access token.
 *
 * @param thrown an HttpsFailure, or whatever the caller's getAccessToken threw
 * @param secrets values that must not be in the error
 * @example
 * noAccessToken('logistics.getQuota', new HttpsFailure(40125, 'invalid appsecret rid: 1-2-3', 'answered'), [])
 * // OpenApiError 40125, openapi.logistics.getQuota:fail no access_token: invalid appsecret rid: 1-2-3; the call took no effect
 */
export function noAccessToken(name: ApiName, thrown: unknown, secrets: readonly string[]): OpenApiError {
  const { errCode, message, stage, cause } = toFailure(thrown, -501001, 'getAccessToken failed', secrets)
  const effect = stage === 'unsent' ? 'nothing was sent' : 'the call took no effect'
  const errMsg = `openapi.${name}:fail no access_token: ${redact(message, secrets).slice(0, MAX_MESSAGE_LENGTH)}; ${effect}`
  return Object.assign(new OpenApiError(errCode, errMsg, cause ? { cause } : {}), ridOf(errMsg, secrets))
}

function toFailure(thrown: unknown, errCode: number, message: string, secrets: readonly string[]): HttpsFailure {
  if (thrown instanceof HttpsFailure) return thrown
  return new HttpsFailure(errCode, message, 'answered', { cause: sanitised(thrown, secrets) })
}

/** Only where there is one: an error without it has no such property. */
function ridOf(message: string, secrets: readonly string[]): { rid: string } | undefined {
  const rid = ridIn(message)
  return rid === undefined ? undefined : { rid: redact(rid, secrets) }
}
