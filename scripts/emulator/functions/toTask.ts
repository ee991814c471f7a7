import { ENV_ID } from '../redirect/sdkEnvironment'
import type { Caller, Invocation } from './Caller'
import type { Task } from './messages'

/**
 * Prepares an invocation for a function's process: the event with what WeChat injects, the context, and the variables.
 *
 * @param data what the caller sent
 * @param ticket lets the invocation make cloud calls; empty where WeChat gives none
 * @param timeLimitMs in milliseconds
 */
export function toTask(invocation: Invocation, data: unknown, ticket: string, timeLimitMs: number): Task {
  return {
    event: withInjected(data, invocation),
    context: contextOf(invocation, timeLimitMs),
    env: variablesOf(invocation, ticket),
  }
}

/**
 * WeChat adds who calls to the data of a call. A message that it pushes is the event itself
 * (https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/openapi.html); so is a timer's: assumed#timer-event
 */
function withInjected(data: unknown, { appid, openid, source, isPush = false }: Caller): unknown {
  if (isPush || source === TIMER) return data
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

/**
 * The variables that WeChat sets for one invocation. A process keeps those of an earlier one, also a user's ids
 * (runtime/nodejs/bootstrap.js of @cloudbase/cli 2.12; assumed#kept-variables): only what WX_CONTEXT_KEYS lists counts.
 * Those that SDKs read without looking at the list are set at each call (@cloudbase/node-sdk, src/utils/wxCloudToken.ts;
 * tcb-admin-node 1.22, src/utils/getWxCloudApiToken.js).
 */
function variablesOf({ requestId, source = '', ...caller }: Invocation, ticket: string): Record<string, string> {
  const isTimer = source === TIMER
  const ids = withoutUndefined({
    WX_APPID: caller.appid,
    WX_OPENID: caller.openid,
    WX_UNIONID: caller.unionid,
    WX_FROM_OPENID: caller.fromOpenid,
  })
  const tickets = {
    WX_API_TOKEN: isTimer ? '' : ticket,
    WX_TRIGGER_API_TOKEN_V0: isTimer ? ticket : '',
  }
  return {
    ...ids,
    ...tickets,
    WX_CONTEXT_KEYS: [
      ...Object.keys(ids),
      ...Object.entries(tickets).flatMap(([name, it]) => (it ? [name] : [])),
    ].join(),
    TRIGGER_SRC: isTimer ? 'timer' : '',
    TCB_SOURCE: source,
    // The gateway finds an invocation by it that has no ticket; all SDKs send it.
    TENCENTCLOUD_SESSIONTOKEN: requestId,
  }
}

const TIMER = 'wx_trigger'

function withoutUndefined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
