import { batchGetOrderInCloud } from '../openapi/apis/logistics/batchGetOrder'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Returns the waybills of several orders. Each order in the response has its own errcode.
 *
 * @param event `orderList`, up to 25 of `{ orderId, deliveryId, waybillId }`: more do not fit into what a function may return
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, orderList }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_batchgetorder.html
 * @example
 * await main({ orderList: [{ orderId: '01234567890123456789', deliveryId: 'SF', waybillId: '123456789' }] })
 * // { errCode: 0, errMsg: 'openapi.logistics.batchGetOrder:ok', orderList: [{ errcode: 0, errmsg: 'ok', printHtml: 'PGh0bWw...', ... }] }
 */
export const main = cloudFunction(batchGetOrderInCloud, (params) => cloud.openapi.logistics.batchGetOrder(params))
