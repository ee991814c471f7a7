import { name, version } from '../../../package.json'
import type { Api, OpenApiResult } from '../apis/Api'
import { okMessage } from '../errors/messages'
import { OpenApiError } from '../errors/OpenApiError'
import { isObject } from '../names/isObject'
import { INJECTED } from '../params/INJECTED'
import { adminOpenids } from './adminOpenids'
import type { EndUser } from './endUser'
import { sdkVersion } from './sdk'
import { timeLimitOf } from './withinTimeLimit'

/**
 * Reports to the cloud itself, and to no user, what runs here; calls nothing.
 *
 * @param api the function's API
 * @param caller who asks, and may call
 * @param event `{ "$doctor": true }` alone
 * @param context the function's second argument
 * @throws OpenApiError -401001: a user asks; -401002: the event has other parameters
 * @example
 * doctor(bindAccount, endUser(), { $doctor: true }, { time_limit_in_ms: 3000 })
 * // { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok', name: 'wx-logistics', version: '1.0.0', api: 'logistics.bindAccount',
 * //   sdk: '4.0.2', node: '16.13.1', adminOpenids: true, timeLimitMs: 3000, source: 'wx_http', ticket: true }
 */
export function doctor(api: Api, { ids, unlisted, source }: EndUser, event: unknown, context: unknown): OpenApiResult {
  if (ids.length + unlisted.length > 0)
    throw new OpenApiError(api.name, -401001, 'only the cloud itself may ask $doctor, a user never')
  const other = isObject(event) ? Object.keys(event).find((key) => key !== '$doctor' && !INJECTED.has(key)) : undefined
  if (other !== undefined) throw new OpenApiError(api.name, -401002, '$doctor is asked alone, without any parameter')
  const about = {
    name,
    version,
    api: api.name,
    sdk: sdkVersion,
    node: process.versions.node,
    adminOpenids: adminOpenids().length > 0,
    timeLimitMs: timeLimitOf(context),
    source: source ?? null,
    ticket: hasTicket(),
  }
  return { errCode: 0, errMsg: okMessage(api.name), ...about }
}

/** Whether WeChat gave this invocation a ticket for cloud calls, as the SDK looks for it (@cloudbase/node-sdk, src/utils/wxCloudToken.ts). */
function hasTicket(): boolean {
  const { TRIGGER_SRC, WX_TRIGGER_API_TOKEN_V0, WX_API_TOKEN, WX_CLOUDBASE_ACCESSTOKEN } = process.env
  return Boolean((TRIGGER_SRC === 'timer' && WX_TRIGGER_API_TOKEN_V0) || WX_API_TOKEN || WX_CLOUDBASE_ACCESSTOKEN)
}
