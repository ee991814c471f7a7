import { OpenApiError } from '../errors/OpenApiError'
import { readProperty } from '../errors/readProperty'
import { isObject } from '../names/isObject'
import { adminOpenids } from './adminOpenids'
import type { EndUser } from './endUser'

/**
 * Where a call may begin that carries no end user's id: with the owner of the cloud environment. `wx_client` is not
 * among them: a visitor without login (未登录模式) has no id either.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-sdk-api/utils/Cloud.getWXContext.html
 */
const CLOUD_ITSELF = ['scf', 'wx_http', 'wx_trigger', 'wx_delaytask', 'wx_devtools', 'wx_localdebug']

/**
 * Lets only the admins of the shop, and the cloud itself, use a function.
 *
 * @param api the dotted name of the API
 * @param caller who calls
 * @param event what the function was called with
 * @param context what the platform says of the invocation
 * @throws OpenApiError -401001: an end user of whose ids none is in ADMIN_OPENIDS; a caller whom nobody knows; a call by HTTP
 * @example
 * checkCaller('logistics.bindAccount', endUser(), event, context)
 */
export function checkCaller(api: string, { ids, unlisted, source }: EndUser, event: unknown, context: unknown): void {
  const refuse = (reason: string) => new OpenApiError(api, -401001, reason)
  if (isHttp(event, context)) {
    throw refuse('this function may not be called by HTTP, whose callers nobody knows: use wx.cloud.callFunction')
  }
  if (ids.some((id) => adminOpenids().includes(id))) return
  const [id] = [...ids, ...unlisted]
  if (id !== undefined) {
    throw refuse(
      `the caller ${JSON.stringify(id)} is not an admin: add this id to the function's environment variable ADMIN_OPENIDS`,
    )
  }
  // An invocation without SOURCE comes from the cloud console: assumed#console-source
  if (source !== undefined && !CLOUD_ITSELF.includes(source.slice(source.lastIndexOf(',') + 1).trim())) {
    throw refuse(
      `nobody knows who calls: no user's id came with the call, and its SOURCE ${JSON.stringify(source)} is not the cloud itself. Let the user log in`,
    )
  }
}

/**
 * CloudBase's HTTP access turns a web request into such an event, https://docs.cloudbase.net/service/access-cloud-function;
 * its HTTP host for functions says so in the context (@cloudbase/functions-framework 1.18.0).
 */
function isHttp(event: unknown, context: unknown): boolean {
  return (
    (isObject(event) && Object.hasOwn(event, 'httpMethod') && Object.hasOwn(event, 'headers')) ||
    readProperty(context, 'httpContext') !== undefined ||
    readProperty(context, 'eventType') === 'http'
  )
}
