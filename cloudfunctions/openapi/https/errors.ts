import type { Api } from '../apis/Api'
import { failMessage } from '../errors/messages'
import { OpenApiError } from '../errors/OpenApiError'
import { redact } from '../errors/redact'
import { ridIn } from '../errors/ridIn'
import { toOpenApiError } from '../errors/toOpenApiError'
import { Failure } from './Failure'
import { sanitised } from './sanitised'
import type { WeChatAnswer } from './send'

/**
 * The error for a refusal by WeChat: its code and message, and what else it said.
 *
 * @param secrets values that must not be in the error
 * @param advice what was done about it, or can be
 * @example
 * const answer = { errcode: 9300531, errmsg: 'invalid biz_id or password rid: 1-2-3', fields: {} }
 * refusal(bindAccount, answer, []).rid // '1-2-3'
 */
export function refusal(
  api: Api,
  { errcode, errmsg, fields }: WeChatAnswer,
  secrets: readonly string[],
  advice?: string,
): OpenApiError {
  const problem = errmsg || 'unknown error'
  const { delivery_resultcode: code, delivery_resultmsg: message } = fields
  return Object.assign(
    advice === undefined
      ? toOpenApiError(api, { errCode: errcode, errMsg: failMessage(api.name, problem) }, secrets)
      : new OpenApiError(api.name, errcode, problem, { secrets, advice }),
    ridOf(problem, secrets),
    typeof code === 'number' && { deliveryResultcode: code },
    typeof message === 'string' && { deliveryResultmsg: redact(message, secrets) },
  )
}

/**
 * The error for a call without an answer: it goes on to say whether the call may have taken effect, and how to find out.
 *
 * @param thrown a Failure, or whatever went wrong with what WeChat had answered
 * @param secrets values that must not be in the error
 * @example
 * lostCall(getQuota, new Failure(-501001, 'HTTP 502', 'answered'), [])
 * // OpenApiError -501001, openapi.logistics.getQuota:fail HTTP 502; nothing was changed: call again
 */
export function lostCall(api: Api, thrown: unknown, secrets: readonly string[]): OpenApiError {
  const { errCode, message, stage, cause } = toFailure(thrown, -601001, 'the answer could not be read', secrets)
  const advice = stage === 'unsent' ? 'nothing was sent' : api.whenLost
  return new OpenApiError(api.name, errCode, message, { advice, ...(cause ? { cause } : {}) })
}

/**
 * The error for a call that was not made for want of an access token.
 *
 * @param thrown a Failure, or whatever the caller's getAccessToken threw
 * @param secrets values that must not be in the error
 * @example
 * noAccessToken(getQuota, new Failure(40125, 'invalid appsecret rid: 1-2-3', 'answered'), [])
 * // OpenApiError 40125, openapi.logistics.getQuota:fail no access_token: invalid appsecret rid: 1-2-3; the call took no effect
 */
export function noAccessToken(api: Api, thrown: unknown, secrets: readonly string[]): OpenApiError {
  const failure = toFailure(thrown, -501001, 'getAccessToken failed', secrets)
  const advice = failure.stage === 'unsent' ? 'nothing was sent' : 'the call took no effect'
  return notMade(api, failure, 'no access_token', advice, secrets)
}

/**
 * The error for a call that was not made, because a read has shown that this is not WeChat's network.
 *
 * @param thrown a Failure, or whatever went wrong with the read
 * @param secrets values that must not be in the error
 * @example
 * notWeChatsNetwork(bindAccount, new Failure(41001, 'access_token missing rid: 1-2-3', 'answered'), [])
 * // OpenApiError 41001, openapi.logistics.bindAccount:fail cloudRun: getAllAccount, read first, failed: access_token missing ...
 */
export function notWeChatsNetwork(api: Api, thrown: unknown, secrets: readonly string[]): OpenApiError {
  const failure = toFailure(thrown, -601001, 'the answer could not be read', secrets)
  return notMade(api, failure, 'cloudRun: getAllAccount, read first, failed', NOT_INSIDE, secrets)
}

const NOT_INSIDE =
  "nothing of this call was sent: is this one of WeChat's containers (微信云托管), in a version deployed since 开放接口服务 was switched on, with both APIs on its list?"

function notMade(
  api: Api,
  { errCode, message, cause }: Failure,
  what: string,
  advice: string,
  secrets: readonly string[],
): OpenApiError {
  const problem = `${what}: ${redact(message, secrets)}`
  const error = new OpenApiError(api.name, errCode, problem, { advice, ...(cause ? { cause } : {}) })
  return Object.assign(error, ridOf(message, secrets))
}

function toFailure(thrown: unknown, errCode: number, message: string, secrets: readonly string[]): Failure {
  if (thrown instanceof Failure) return thrown
  return new Failure(errCode, message, 'answered', { cause: sanitised(thrown, secrets) })
}

/** Only where there is one: an error without it has no such property. */
function ridOf(message: string, secrets: readonly string[]): { rid: string } | undefined {
  const rid = ridIn(message)
  return rid === undefined ? undefined : { rid: redact(rid, secrets) }
}
