import { getQuota } from '../openapi/apis/logistics/getQuota'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Returns the number of e-waybills that an account at a franchise courier (加盟) has left.
 *
 * @param event `deliveryId` and `bizId`, strings
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, quotaNum }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getquota.html
 * @example
 * await main({ deliveryId: 'YUNDA', bizId: '123456' }) // { errCode: 0, errMsg: 'openapi.logistics.getQuota:ok', quotaNum: 100 }
 */
export const main = cloudFunction(getQuota, (params) => cloud.openapi.logistics.getQuota(params))
