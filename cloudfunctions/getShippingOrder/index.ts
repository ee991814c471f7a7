import { getOrder } from '../openapi/apis/wxa/sec/order/getOrder'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Returns the state of a paid order and its shipping information.
 *
 * @param event `transactionId`, or `merchantId` and `merchantTradeNo`, strings
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, order }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_getorder.html
 * @example
 * await main({ transactionId: '4200000000202601010000000001' })
 * // { errCode: 0, errMsg: 'openapi.wxa.sec.order.getOrder:ok', order: { orderState: 2, shipping: { finishShipping: true, ... }, ... } }
 */
export const main = cloudFunction(getOrder, (params) => cloud.openapi.wxa.sec.order.getOrder(params))
