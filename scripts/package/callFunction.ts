import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { isLoopback } from '../../cloudfunctions/openapi/https/checkBaseUrl'
import type { Data, FunctionName, Result } from './entries/miniprogram'
import { post } from './post'
import { suite } from './suite/suite'

/** Who calls a function, and where. */
export interface CallOptions {
  /** The user's id; a call without any id comes from a server (wx_http). */
  openid?: string | undefined
  unionid?: string | undefined
  /** The user's id in another mini program that shares this one's cloud. */
  fromOpenid?: string | undefined
  /** Where the call starts, such as `wx_trigger`; `none`: the cloud console. */
  source?: string | undefined
  /** The address of the local WeChat (default: WX_API_BASE of the environment). */
  url?: string | undefined
}

/** What wx.cloud.callFunction resolves to. */
export interface CallFunctionResult<R> {
  errMsg: string
  requestID: string
  /** What the function returned. */
  result: R
}

/** A function returned no result: it does not exist, threw an error, or took too long. */
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
 * Calls a function of the local WeChat as wx.cloud.callFunction does. The functions of this package have typed data and
 * results. For another function, or for data that it should refuse, give the type of the result: `callFunction<MyResult>`.
 *
 * @param name the name of the function
 * @param data its event
 * @param options who calls
 * @throws CallFunctionError where wx.cloud.callFunction fails too
 * @example
 * const { result } = await callFunction('getQuota', { deliveryId: 'YUNDA', bizId: '123456' }, { openid: 'oAdmin' })
 */
export function callFunction<F extends FunctionName>(
  name: F,
  ...call: object extends Data<F> ? [data?: Data<F>, options?: CallOptions] : [data: Data<F>, options?: CallOptions]
): Promise<CallFunctionResult<Result<F>>>
export function callFunction<R = unknown, N extends string = string>(
  name: N extends FunctionName ? never : N,
  data?: object,
  options?: CallOptions,
): Promise<CallFunctionResult<R>>
export async function callFunction(name: string, data: object = {}, options: CallOptions = {}): Promise<unknown> {
  const { openid, unionid, fromOpenid, source } = options
  const url = checked(options.url ?? process.env.WX_API_BASE)
  suite.updateVariables()
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

/** WX_API_BASE may be for something else: no data may leave this machine. */
function checked(url: string | undefined): string {
  if (url === undefined) {
    throw new Error(
      'no local WeChat: use preset "wx-logistics" (jest) or setupFiles "wx-logistics/vitest", run by wx-logistics exec, or give { url }',
    )
  }
  if (!isLoopback(new URL(url).hostname)) throw new Error(`${url} is no local WeChat`)
  return url
}
