import { getAllDelivery } from '../openapi/apis/logistics/getAllDelivery'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Lists the couriers, with the services of each.
 *
 * @param event no parameters
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, count, data }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getalldelivery.html
 * @example
 * await main({}) // { errCode: 0, errMsg: 'openapi.logistics.getAllDelivery:ok', count: 14, data: [{ deliveryId: 'YTO', ... }] }
 */
export const main = cloudFunction(getAllDelivery, (params) => cloud.openapi.logistics.getAllDelivery(params))
