import type { Caller, Invocation } from './Caller'
import type { Task } from './messages'
import { ENV_ID } from './sdkEnvironment'

/**
 * An invocation as the function finds it: the data with what WeChat injects, the context, and who calls.
 *
 * @param data what the caller sent
 * @param token by which a cloud call of this invocation is known
 */
export function toTask(invocation: Invocation, data: unknown, token: string, timeLimitMs: number): Task {
  return {
    event: withInjected(data, invocation),
    context: contextOf(invocation, timeLimitMs),
    env: identityOf(invocation, token),
  }
}

/**
 * WeChat adds who calls to the data of a call. A message that it pushes is the event itself, says
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/openapi.html
 */
function withInjected(data: unknown, { appid, openid, isPush = false }: Caller): unknown {
  if (isPush) return data
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  return { ...data, userInfo: { appId: appid, ...(openid === undefined ? {} : { openId: openid }) }, tcbContext: {} }
}

function contextOf({ functionName, requestId }: Invocation, timeLimitMs: number): Task['context'] {
  return {
    callbackWaitsForEmptyEventLoop: false,
    memory_limit_in_mb: 256,
    time_limit_in_ms: timeLimitMs,
    request_id: requestId,
    function_name: functionName,
    function_version: '$LATEST',
    namespace: ENV_ID,
    environment: JSON.stringify({ SCF_NAMESPACE: ENV_ID, TCB_ENV: ENV_ID }),
  }
}

/** Who calls, as `cloud.getWXContext()` reads it (wx-server-sdk, src/api/utils/api/getWXContext.ts). */
function identityOf(caller: Caller, token: string): Record<string, string> {
  const context = withoutUndefined({
    WX_APPID: caller.appid,
    WX_API_TOKEN: token,
    WX_OPENID: caller.openid,
    WX_UNIONID: caller.unionid,
    WX_FROM_OPENID: caller.fromOpenid,
  })
  return {
    ...context,
    WX_CONTEXT_KEYS: Object.keys(context).join(),
    ...withoutUndefined({ TCB_SOURCE: caller.source }),
  }
}

function withoutUndefined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
