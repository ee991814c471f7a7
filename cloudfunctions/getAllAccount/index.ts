import { getAllAccount } from '../openapi/apis/logistics/getAllAccount'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Lists the merchant's courier accounts, including those that are under review, refused or unbound.
 *
 * @param event no parameters
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, count, list }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getallaccount.html
 * @example
 * await main({}) // { errCode: 0, errMsg: 'openapi.logistics.getAllAccount:ok', count: 1, list: [{ bizId: '123456', ... }] }
 */
export const main = cloudFunction(getAllAccount, (params) => cloud.openapi.logistics.getAllAccount(params))
