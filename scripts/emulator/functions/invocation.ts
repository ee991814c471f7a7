import { writeFileSync } from 'node:fs'
import * as v from 'valibot'
import { ENV_ID } from '../redirect/sdkEnvironment'

/** Who calls a function: the mini program, and its user; a call from the cloud itself has no user. */
export interface Caller {
  appid: string
  /** For `POST /functions/NAME`: the header x-wx-openid. The function finds it in WX_OPENID. */
  openid?: string | undefined
  /** The header x-wx-unionid; WX_UNIONID. */
  unionid?: string | undefined
  /** The user of another mini program that shares this one's cloud: the header x-wx-from-openid; WX_FROM_OPENID. */
  fromOpenid?: string | undefined
  /** WeChat's chain of sources (`wx_client`, `wx_client,scf`): the header x-wx-source; TCB_SOURCE. The console has none. */
  source?: string | undefined
  /** Whether WeChat pushes a message: the function's event is that message, unchanged. */
  isPush?: boolean
  /** Whether a function with a ticket calls this one. */
  isFromHolder?: boolean
}

/** One invocation of a function. */
export interface Invocation extends Caller {
  functionName: string
  requestId: string
}

/** The source of an invocation by a timer. */
export const TIMER = 'wx_trigger'

/**
 * Prepares an invocation for a function's process: event, context and environment variables. It is
 * sent as JSON, which drops undefined values.
 *
 * @param data what the caller sends
 * @param ticket allows the invocation to make cloud calls; empty for an invocation without one
 * @param timeLimitMs time limit, in milliseconds
 */
export function toTask(invocation: Invocation, data: unknown, ticket: string, timeLimitMs: number): Task {
  return {
    event: eventOf(invocation, data),
    context: {
      callbackWaitsForEmptyEventLoop: false,
      memory_limit_in_mb: 256,
      time_limit_in_ms: timeLimitMs,
      request_id: invocation.requestId,
      function_name: invocation.functionName,
      function_version: '$LATEST',
      namespace: ENV_ID,
      environment: JSON.stringify({ SCF_NAMESPACE: ENV_ID, TCB_ENV: ENV_ID }),
    },
    env: environmentOf(invocation, ticket),
  }
}

/**
 * Returns the event. WeChat adds the caller to an object that a call sends, not to a pushed message
 * (https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/openapi.html) and not to the event of a timer
 * (assumed#timer-event).
 */
function eventOf({ appid, openid, source, isPush }: Invocation, data: unknown): unknown {
  if (isPush || source === TIMER || typeof data !== 'object' || data === null || Array.isArray(data)) return data
  return { ...data, userInfo: { appId: appid, openId: openid }, tcbContext: {} }
}

/**
 * Returns the variables that WeChat sets for one invocation. The process keeps variables of earlier invocations, including
 * user ids (runtime/nodejs/bootstrap.js of @cloudbase/cli 2.12; assumed#kept-variables): only those that WX_CONTEXT_KEYS
 * lists are valid. Some SDKs do not check the list for a ticket, so both kinds of ticket are set at each call
 * (@cloudbase/node-sdk, src/utils/wxCloudToken.ts; tcb-admin-node 1.22, src/utils/getWxCloudApiToken.js).
 */
function environmentOf({ source = '', ...caller }: Invocation, ticket: string): Task['env'] {
  const isTimer = source === TIMER
  const listed = {
    WX_APPID: caller.appid,
    WX_OPENID: caller.openid,
    WX_UNIONID: caller.unionid,
    WX_FROM_OPENID: caller.fromOpenid,
    WX_API_TOKEN: isTimer ? '' : ticket,
    WX_TRIGGER_API_TOKEN_V0: isTimer ? ticket : '',
  }
  return {
    ...listed,
    WX_CONTEXT_KEYS: Object.entries(listed)
      .flatMap(([name, value]) => (value ? [name] : []))
      .join(),
    TRIGGER_SRC: isTimer ? 'timer' : '',
    TCB_SOURCE: source,
    // All SDKs send it to the gateway, which finds an invocation without a ticket by it.
    TENCENTCLOUD_SESSIONTOKEN: caller.requestId,
  }
}

/**
 * The channel between the local WeChat and a function's process: two pipes with one JSON value per line. A function can write
 * to both, so reports are checked. Node's own channel (`process.send`) is not used, because Node throws in the parent
 * process when a child writes to it anything else than Node's messages.
 */
/** File descriptors of the function's process. */
export const REPORTS_FD = 3
export const TASKS_FD = 4

/** The request id before the first invocation. */
export const LOADING = 'loading'

/** Tells a function's process to make an invocation. */
export interface Task {
  event: unknown
  context: { request_id: string; callbackWaitsForEmptyEventLoop: boolean } & Record<string, unknown>
  /** Variables of this invocation. */
  env: Record<string, string | undefined>
}

/** Writes a report to the local WeChat. Starts a new line, because the function may have written an incomplete one. */
export function writeReport(report: object): void {
  writeFileSync(REPORTS_FD, `\n${JSON.stringify(report)}\n`)
}

const returnedSchema = v.object({
  /** The result. */
  json: v.string(),
  /** The errCode of the result, if it has one. */
  resultCode: v.optional(v.number()),
})
export type Returned = v.InferOutput<typeof returnedSchema>

/** The outcome of an invocation, as the function's process reports it. */
export const outcomeSchema = v.union([
  returnedSchema,
  v.object({
    errCode: v.number(),
    /** Why there is no result. */
    reason: v.string(),
    /** Where the function threw. */
    trace: v.optional(v.array(v.string())),
  }),
])
export type Outcome = v.InferOutput<typeof outcomeSchema>

/** The outcome of a function call. */
export type Answer = Outcome & { requestId?: string }

/**
 * Writes an answer as wx.cloud.callFunction returns it.
 *
 * @example
 * answerJson({ requestId: '1', json: '7' }) // '{"errMsg":"cloud.callFunction:ok","requestID":"1","result":7}'
 */
export function answerJson(answer: Answer): string {
  if ('errCode' in answer) return JSON.stringify({ errCode: answer.errCode, errMsg: failureMessage(answer) })
  return `{"errMsg":"cloud.callFunction:ok","requestID":"${answer.requestId}","result":${answer.json}}`
}

/** Returns the errMsg that users of wx.cloud.callFunction report; only -504002 comes with its name. */
export function failureMessage({ errCode, reason }: { errCode: number; reason: string }): string {
  const name = errCode === -504002 ? ' functions execute fail' : ''
  return `cloud.callFunction:fail Error: errCode: ${errCode}${name} | errMsg: ${reason}`
}
