import { getPath } from '../openapi/apis/logistics/getPath'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Returns the events of a parcel's delivery so far.
 *
 * @param event `deliveryId`, `waybillId` and optionally `orderId`, `openid`, strings
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, openid, deliveryId, waybillId, pathItemNum, pathItemList }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getpath.html
 * @example
 * await main({ deliveryId: 'SF', waybillId: '123456789' })
 * // { errCode: 0, errMsg: 'openapi.logistics.getPath:ok', pathItemNum: 1, pathItemList: [{ actionTime: 1533052800, actionType: 100001, ... }], ... }
 */
export const main = cloudFunction(getPath, (params) => cloud.openapi.logistics.getPath(params))
