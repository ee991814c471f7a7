import type { Api } from '../apis/Api'
import { failMessage, OpenApiError, ridIn } from '../errors/OpenApiError'
import { redact } from '../errors/redact'
import { toOpenApiError } from '../errors/toOpenApiError'
import type { Message } from '../messages/Message'
import { Failure, sanitised } from './Failure'
import type { WeChatAnswer } from './send'

/**
 * Makes the error for a refusal by WeChat: its code and message, and what else it returned.
 *
 * @param secrets values that must not be in the error
 * @param next what was done about it, or what to do
 * @example
 * const response = { errcode: 9300531, errmsg: 'invalid biz_id or password rid: 1-2-3', fields: {} }
 * refusal(bindAccount, response, []).rid // '1-2-3'
 */
export function refusal(
  api: Api,
  { errcode, errmsg, fields }: WeChatAnswer,
  secrets: readonly string[],
  next?: Message,
): OpenApiError {
  const problem = errmsg || 'unknown error'
  const { delivery_resultcode: code, delivery_resultmsg: message } = fields
  return Object.assign(
    next === undefined
      ? toOpenApiError(api, { errCode: errcode, errMsg: failMessage(api.name, problem) }, secrets)
      : new OpenApiError(api.name, errcode, problem, { secrets, next }),
    ridOf(problem, secrets),
    typeof code === 'number' && { deliveryResultcode: code },
    typeof message === 'string' && { deliveryResultmsg: redact(message, secrets) },
  )
}

/**
 * Makes the error for a call without a response. It says whether the call may have taken effect, and how to find out.
 *
 * @param thrown a Failure, or an error while the response was read
 * @param secrets values that must not be in the error
 * @example
 * lostCall(getQuota, new Failure(-501001, 'HTTP 502'), [])
 * // OpenApiError -501001, openapi.logistics.getQuota:fail HTTP 502; nothing was changed: call again
 */
export function lostCall(api: Api, thrown: unknown, secrets: readonly string[]): OpenApiError {
  const { errCode, message, stage, cause } = toFailure(thrown, -601001, 'the response could not be read', secrets)
  const next = stage === 'unsent' ? NOTHING_SENT : api.ifResponseLost
  return new OpenApiError(api.name, errCode, message, { next, ...(cause ? { cause } : {}) })
}

/**
 * Makes the error for a call that was not made because there was no access token.
 *
 * @param thrown a Failure, or what the caller's getAccessToken threw
 * @param secrets values that must not be in the error
 * @example
 * noAccessToken(getQuota, new Failure(40125, 'invalid appsecret rid: 1-2-3'), [])
 * // OpenApiError 40125, openapi.logistics.getQuota:fail no access_token: invalid appsecret rid: 1-2-3; the call took no effect
 */
export function noAccessToken(api: Api, thrown: unknown, secrets: readonly string[]): OpenApiError {
  const failure = toFailure(thrown, -501001, 'getAccessToken failed', secrets)
  return notMade(api, failure, 'no access_token', failure.stage === 'unsent' ? NOTHING_SENT : NO_EFFECT, secrets)
}

/**
 * Makes the error for a call that was not made because a read has shown that this is not WeChat's network.
 *
 * @param thrown a Failure, or another error of the read
 * @param secrets values that must not be in the error
 * @example
 * notWeChatsNetwork(bindAccount, new Failure(41001, 'access_token missing rid: 1-2-3'), [])
 * // OpenApiError 41001, openapi.logistics.bindAccount:fail cloudRun: getAllAccount, read first, failed: access_token missing ...
 */
export function notWeChatsNetwork(api: Api, thrown: unknown, secrets: readonly string[]): OpenApiError {
  const failure = toFailure(thrown, -601001, 'the response could not be read', secrets)
  return notMade(api, failure, 'cloudRun: getAllAccount, read first, failed', NOT_INSIDE, secrets)
}

const NOT_INSIDE: Message = {
  en: 'nothing of this call was sent. Check that this is a container of WeChat (微信云托管), that its version was deployed after 开放接口服务 was switched on, and that both APIs are on its list',
  zh: '这次调用没有发出任何内容。请确认：程序运行在微信云托管的容器里，服务版本是在打开“开放接口服务”之后发布的，两个接口都在其列表中',
}
const NOTHING_SENT: Message = { en: 'nothing was sent', zh: '没有发出任何内容，可以重试' }
const NO_EFFECT: Message = { en: 'the call took no effect', zh: '这次调用没有生效' }

function notMade(
  api: Api,
  { errCode, message, cause }: Failure,
  what: string,
  next: Message,
  secrets: readonly string[],
): OpenApiError {
  const problem = `${what}: ${redact(message, secrets)}`
  const error = new OpenApiError(api.name, errCode, problem, { next, ...(cause ? { cause } : {}) })
  return Object.assign(error, ridOf(message, secrets))
}

function toFailure(thrown: unknown, errCode: number, message: string, secrets: readonly string[]): Failure {
  if (thrown instanceof Failure) return thrown
  return new Failure(errCode, message, 'answered', { cause: sanitised(thrown, secrets) })
}

/** An error without a rid does not have the property. */
function ridOf(message: string, secrets: readonly string[]): { rid: string } | undefined {
  const rid = ridIn(message)
  return rid === undefined ? undefined : { rid: redact(rid, secrets) }
}
