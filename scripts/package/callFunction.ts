import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { isLoopback } from '../../cloudfunctions/openapi/https/checkBaseUrl'
import type { FunctionName, Result } from './entries/miniprogram'
import { post } from './post'
import { suite } from './suite/suite'

/** Who calls a function, and where. */
export interface CallOptions {
  /** The user's id; a call without any id comes from a server (wx_http). */
  openid?: string | undefined
  unionid?: string | undefined
  /** The user of another mini program that shares this one's cloud. */
  fromOpenid?: string | undefined
  /** WeChat's word for where the call begins, `wx_trigger` for instance; `none`: the cloud console. */
  source?: string | undefined
  /** The address of the local WeChat; the one that the environment leads to (WX_API_BASE) unless set. */
  url?: string | undefined
}

/** What wx.cloud.callFunction resolves to. */
export interface CallFunctionResult<R> {
  errMsg: string
  requestID: string
  /** What the function returned. */
  result: R
}

/** A function gave no result: there is none of that name, it threw, or it took too long. */
export class CallFunctionError extends Error {
  override readonly name = 'CallFunctionError'

  constructor(
    readonly errCode: number,
    readonly errMsg: string,
  ) {
    super(errMsg)
  }
}

/**
 * Calls a function of the local WeChat as wx.cloud.callFunction does.
 *
 * @param name the function's
 * @param data what it gets as its event
 * @param options who calls
 * @throws CallFunctionError where wx.cloud.callFunction fails too
 * @example
 * const { result } = await callFunction('getQuota', { deliveryId: 'YUNDA', bizId: '123456' }, { openid: 'oAdmin' })
 */
export function callFunction<F extends FunctionName>(
  name: F,
  data?: object,
  options?: CallOptions,
): Promise<CallFunctionResult<Result<F>>>
export function callFunction<R = unknown>(
  name: string,
  data?: object,
  options?: CallOptions,
): Promise<CallFunctionResult<R>>
export async function callFunction(name: string, data: object = {}, options: CallOptions = {}): Promise<unknown> {
  const { openid, unionid, fromOpenid, source } = options
  const url = checked(options.url ?? process.env.WX_API_BASE)
  suite.tellVariables()
  const answer = await post(`${url}/functions/${encodeURIComponent(name)}`, JSON.stringify(data), {
    ...(openid !== undefined && { 'x-wx-openid': openid }),
    ...(unionid !== undefined && { 'x-wx-unionid': unionid }),
    ...(fromOpenid !== undefined && { 'x-wx-from-openid': fromOpenid }),
    ...(source !== undefined && { 'x-wx-source': source }),
  })
  const errCode = readProperty(answer, 'errCode')
  if (typeof errCode === 'number') throw new CallFunctionError(errCode, String(readProperty(answer, 'errMsg')))
  return answer
}

/** WX_API_BASE may be meant for something else: no data leaves this machine. */
function checked(url: string | undefined): string {
  if (url === undefined) {
    throw new Error(
      'no local WeChat: use preset "wx-logistics" (jest) or setupFiles "wx-logistics/vitest", run by wx-logistics exec, or give { url }',
    )
  }
  if (!isLoopback(new URL(url).hostname)) throw new Error(`${url} is no local WeChat`)
  return url
}
