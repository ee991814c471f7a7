import type { ApiName } from './apis'
import { cloud } from './cloud'
import { OpenApiError } from './OpenApiError'
import { isObject } from './toSnakeCase'

/**
 * Lets only admins of the shop, and the cloud itself, use a function.
 *
 * Identity comes from the platform (environment of the call), never from the event, which the caller writes.
 * A call without an end user (cloud console, another function, a timer) is allowed.
 *
 * @param name the dotted name of the API
 * @param event what the function was called with
 * @returns the end user's OPENID (a web user's id), undefined where there is none
 * @throws OpenApiError -401001: an end user who is not in ADMIN_OPENIDS (comma list), or a call by HTTP access
 * @example
 * const caller = checkCaller('logistics.bindAccount', event)
 */
export function checkCaller(name: ApiName, event: unknown): string | undefined {
  const refuse = (reason: string) => new OpenApiError(-401001, `openapi.${name}:fail ${reason}`)
  if (isHttpAccess(event)) {
    throw refuse(
      'this function may not be called by HTTP access, whose callers nobody knows: use wx.cloud.callFunction',
    )
  }
  const caller = endUser()
  if (caller !== undefined && !admins().includes(caller)) {
    throw refuse(
      `the caller ${JSON.stringify(caller)} is not an admin: add this OPENID to the function's environment variable ADMIN_OPENIDS (comma list)`,
    )
  }
  return caller
}

/** CloudBase's HTTP access turns a web request into such an event: https://docs.cloudbase.net/service/access-cloud-function */
function isHttpAccess(event: unknown): boolean {
  return isObject(event) && Object.hasOwn(event, 'httpMethod') && Object.hasOwn(event, 'headers')
}

/** TCB_UUID is the id of a user of CloudBase's web SDK (@cloudbase/node-sdk, src/auth/index.ts). */
function endUser(): string | undefined {
  const { OPENID, FROM_OPENID } = cloud.getWXContext?.() ?? {}
  return (
    exact(OPENID, process.env.WX_OPENID) ||
    exact(FROM_OPENID, process.env.WX_FROM_OPENID) ||
    process.env.TCB_UUID ||
    undefined
  )
}

/** The SDK makes a number of an all-digit id (src/api/utils/api/getWXContext.ts), which two ids may share: read its text. */
function exact(id: string | number | undefined, text: string | undefined): string | undefined {
  return typeof id === 'number' ? (text ?? String(id)) : id
}

function admins(): string[] {
  return (process.env.ADMIN_OPENIDS ?? '')
    .split(',')
    .map((openid) => openid.trim())
    .filter(Boolean)
}
