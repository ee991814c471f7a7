import { name, version } from '../../../package.json'
import type { Api, OpenApiResult } from '../apis/Api'
import { OpenApiError, okMessage } from '../errors/OpenApiError'
import type { Message } from '../messages/Message'
import { isObject } from '../names/isObject'
import { INJECTED } from '../params/pickParams'
import { adminOpenids } from './checkCaller'
import type { EndUser } from './endUser'
import { sdkVersion } from './sdk'

const NOT_FOR_USERS: Message = {
  en: '$doctor is for the cloud itself, never for a user',
  zh: '$doctor 只供云端自身调用，用户不能调用',
}
const NOTHING_ELSE: Message = { en: '$doctor does not accept other parameters', zh: '$doctor 不接受其他参数' }

/**
 * Reports to the cloud itself, never to a user, what runs here. Calls nothing.
 *
 * @param api the function's API
 * @param caller who calls, and is allowed to
 * @param event `{ "$doctor": true }` alone
 * @param timeLimitMs the time limit of the invocation, in milliseconds
 * @throws OpenApiError -401001: the caller is a user; -401002: the event has other parameters
 * @example
 * doctor(bindAccount, endUser(), { $doctor: true }, 3000)
 * // { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok', name: 'wx-logistics', version: '1.0.0', api: 'logistics.bindAccount',
 * //   sdk: '4.0.2', node: '16.13.1', adminOpenids: true, timeLimitMs: 3000, source: 'wx_http', ticket: true }
 */
export function doctor(
  api: Api,
  { ids, unlisted, source }: EndUser,
  event: unknown,
  timeLimitMs: number | undefined,
): OpenApiResult {
  if (ids.length + unlisted.length > 0) {
    throw new OpenApiError(api.name, -401001, NOT_FOR_USERS)
  }
  const other = isObject(event) ? Object.keys(event).find((key) => key !== '$doctor' && !INJECTED.has(key)) : undefined
  if (other !== undefined) throw new OpenApiError(api.name, -401002, NOTHING_ELSE)
  const about = {
    name,
    version,
    api: api.name,
    sdk: sdkVersion,
    node: process.versions.node,
    adminOpenids: adminOpenids().length > 0,
    timeLimitMs,
    source: source ?? null,
    ticket: hasTicket(),
  }
  return { errCode: 0, errMsg: okMessage(api.name), ...about }
}

/** Returns whether WeChat gave this invocation a ticket for cloud calls, as the SDK does (@cloudbase/node-sdk, src/utils/wxCloudToken.ts). */
export function hasTicket(): boolean {
  const { TRIGGER_SRC, WX_TRIGGER_API_TOKEN_V0, WX_API_TOKEN, WX_CLOUDBASE_ACCESSTOKEN } = process.env
  return Boolean((TRIGGER_SRC === 'timer' && WX_TRIGGER_API_TOKEN_V0) || WX_API_TOKEN || WX_CLOUDBASE_ACCESSTOKEN)
}
