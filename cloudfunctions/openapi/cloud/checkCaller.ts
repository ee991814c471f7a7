import { OpenApiError } from '../errors/OpenApiError'
import { readProperty } from '../errors/readProperty'
import { isObject } from '../names/isObject'
import { lastSource } from '../names/lastSource'
import type { EndUser } from './endUser'

/** Commas, semicolons, 、 and white space, half or full width. */
const SEPARATORS = /[,，;；、､\s]/

/**
 * Returns the ids of the users who may call, from the function's environment variable ADMIN_OPENIDS.
 *
 * @param list the value of the variable
 * @example
 * adminOpenids() // ['oUfQ5zL...'] for ADMIN_OPENIDS=oUfQ5zL...
 */
export function adminOpenids(list = process.env.ADMIN_OPENIDS ?? ''): string[] {
  return list.split(SEPARATORS).filter(Boolean)
}

/**
 * Sources from which a call without an end user's id comes from the owner of the cloud environment. `wx_client` is not one:
 * a visitor who has not logged in (未登录模式) has no id either.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-sdk-api/utils/Cloud.getWXContext.html
 */
const CLOUD_ITSELF = ['scf', 'wx_http', 'wx_trigger', 'wx_delaytask', 'wx_devtools', 'wx_localdebug']

/** A rule of your own that decides who may call: a user by the ids that the platform vouches for, or no user at all. */
export type Allow = (caller: Pick<EndUser, 'ids' | 'source'>) => boolean | Promise<boolean>

/** What is called, by its dotted name, and the rule that replaces ADMIN_OPENIDS. */
interface Guarded {
  api: string
  allow?: Allow | undefined
}

/**
 * Lets only the admins of the shop, and the cloud itself, use a function; or those whom `allow` accepts. Nobody may call by HTTP.
 *
 * @param caller who calls
 * @param event what the function was called with
 * @param context the platform's information about the invocation
 * @throws OpenApiError -401001: none of the caller's ids is in ADMIN_OPENIDS; the caller is unknown; `allow` returned anything
 *   but true; the call came by HTTP
 * @example
 * await checkCaller({ api: 'logistics.bindAccount' }, endUser(), event, context)
 */
export async function checkCaller(
  { api, allow }: Guarded,
  { ids, unlisted, source }: EndUser,
  event: unknown,
  context: unknown,
): Promise<void> {
  const refuse = (en: string, zh: string) => new OpenApiError(api, -401001, { en, zh })
  if (isHttp(event, context)) {
    throw refuse(
      'this function may not be called by HTTP, where the caller is unknown: use wx.cloud.callFunction',
      '此云函数不能通过 HTTP 调用，因为无法确认调用者：请用 wx.cloud.callFunction',
    )
  }
  const [id] = [...ids, ...unlisted]
  if (allow) {
    if ((await allow({ ids, source })) === true) return
    const who = id === undefined ? '' : ` ${JSON.stringify(id)}`
    throw refuse(`the caller${who} is not allowed to use this function`, `调用者${who} 无权使用此云函数`)
  }
  if (ids.some((it) => adminOpenids().includes(it))) return
  if (id !== undefined) {
    throw refuse(
      `the caller ${JSON.stringify(id)} is not an admin: add this id to the function's environment variable ADMIN_OPENIDS`,
      `调用者 ${JSON.stringify(id)} 不是管理员：请把这个 ID 加入云函数的环境变量 ADMIN_OPENIDS`,
    )
  }
  // An invocation without SOURCE comes from the cloud console: assumed#console-source
  if (source !== undefined && !CLOUD_ITSELF.includes(lastSource(source))) {
    throw refuse(
      `the caller is unknown: the call has no user's id, and its SOURCE ${JSON.stringify(source)} is not the cloud itself. Let the user log in`,
      `无法确认调用者：没有用户 ID，来源 ${JSON.stringify(source)} 也不是云端自身。请让用户先登录`,
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
