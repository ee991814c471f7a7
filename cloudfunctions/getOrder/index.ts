import { getOrder } from '../openapi/apis/logistics/getOrder'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Returns the waybill of an order, ready to print.
 *
 * @param event `orderId`, `deliveryId` and optionally `waybillId`, `openid`, strings, and `printType`, 0 two parts or 1 one part
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, printHtml, waybillData, orderId, deliveryId, waybillId, orderStatus }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getorder.html
 * @example
 * await main({ orderId: '01234567890123456789', deliveryId: 'SF', waybillId: '123456789' })
 * // { errCode: 0, errMsg: 'openapi.logistics.getOrder:ok', printHtml: 'PGh0bWw...', orderStatus: 0, ... }
 */
export const main = cloudFunction(getOrder, (params) => cloud.openapi.logistics.getOrder(params))
