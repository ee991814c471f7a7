import type { Call } from './logCall'
import { OpenApiError } from './OpenApiError'
import { isObject } from './toSnakeCase'

/**
 * Lets only the admins of the shop, and the cloud itself, use a function.
 *
 * A call without an end user (cloud console, another function, a timer) is allowed.
 *
 * @param call the API and who calls
 * @param event what the function was called with
 * @throws OpenApiError -401001: an end user who is not in ADMIN_OPENIDS (comma list), or a call by HTTP access
 * @example
 * checkCaller({ api: 'logistics.bindAccount', caller: endUser() }, event)
 */
export function checkCaller({ api, caller }: Call, event: unknown): void {
  const refuse = (reason: string) => new OpenApiError(-401001, `openapi.${api}:fail ${reason}`)
  if (isHttpAccess(event)) {
    throw refuse(
      'this function may not be called by HTTP access, whose callers nobody knows: use wx.cloud.callFunction',
    )
  }
  if (caller !== undefined && !admins().includes(caller)) {
    throw refuse(
      `the caller ${JSON.stringify(caller)} is not an admin: add this OPENID to the function's environment variable ADMIN_OPENIDS (comma list)`,
    )
  }
}

/** CloudBase's HTTP access turns a web request into such an event: https://docs.cloudbase.net/service/access-cloud-function */
function isHttpAccess(event: unknown): boolean {
  return isObject(event) && Object.hasOwn(event, 'httpMethod') && Object.hasOwn(event, 'headers')
}

function admins(): string[] {
  return (process.env.ADMIN_OPENIDS ?? '')
    .split(',')
    .map((openid) => openid.trim())
    .filter(Boolean)
}
