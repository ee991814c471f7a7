import type { Result as ApiResult, CloudApiName, Params } from '../../../cloudfunctions/openapi/apis'
import type { OpenApiResult } from '../../../cloudfunctions/openapi/apis/Api'

/** The APIs of the cloud functions, by the names of these. */
type Functions = {
  [N in Extract<CloudApiName, `logistics.${string}`> as N extends `logistics.${infer F}` ? F : never]: N
} & { [F in 'uploadShippingInfo' | 'notifyConfirmReceive']: `wxa.sec.order.${F}` } & {
  getShippingOrder: 'wxa.sec.order.getOrder'
}

/** The names of the cloud functions. */
export type FunctionName = keyof Functions

type ApiOf<F extends FunctionName> = Functions[F]

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
