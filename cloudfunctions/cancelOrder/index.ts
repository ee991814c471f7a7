import { cancelOrder } from '../openapi/apis/logistics/cancelOrder'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Cancels an order that no courier has collected yet.
 *
 * @param event `orderId`, `deliveryId`, `waybillId` and optionally `openid`, strings
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, deliveryResultcode, deliveryResultmsg }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_cancelorder.html
 * @example
 * await main({ orderId: '01234567890123456789', deliveryId: 'SF', waybillId: '123456789' })
 * // { errCode: 0, errMsg: 'openapi.logistics.cancelOrder:ok', deliveryResultcode: 0, deliveryResultmsg: '' }
 */
export const main = cloudFunction(cancelOrder, (params) => cloud.openapi.logistics.cancelOrder(params))
