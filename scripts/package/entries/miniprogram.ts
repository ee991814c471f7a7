import type { Result as ApiResult, CloudApiName, Params } from '../../../cloudfunctions/openapi/apis'
import type { OpenApiResult } from '../../../cloudfunctions/openapi/apis/Api'

/** The names of the cloud functions, which are those of their APIs. */
export type FunctionName = NameOf<CloudApiName>

type NameOf<N extends CloudApiName> = N extends `${string}.${infer F}` ? F : never
type ApiOf<F extends FunctionName> = Extract<CloudApiName, `${string}.${F}`>

/**
 * The `data` of a function, for wx.cloud.callFunction.
 *
 * @example
 * const data: Data<'bindAccount'> = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA' }
 */
export type Data<F extends FunctionName> = Params<ApiOf<F>>

/**
 * The `result` of a function: errCode 0 with the data of its API, or exactly errCode and errMsg.
 *
 * @example
 * const { result } = await wx.cloud.callFunction({ name: 'getQuota', data })
 * const { errCode, errMsg, quotaNum } = result as Result<'getQuota'>
 */
export type Result<F extends FunctionName> = Answer<ApiResult<ApiOf<F>>>

type Answer<R extends OpenApiResult> = { [K in keyof (OpenApiResult & Partial<R>)]: (OpenApiResult & Partial<R>)[K] }
