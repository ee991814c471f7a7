import { bindAccount } from '../openapi/apis/logistics/bindAccount'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Binds or unbinds a courier account of the merchant whose mini program this is.
 *
 * @param event `type` 'bind' or 'unbind', `bizId`, `deliveryId`, and optionally `password`, `remarkContent`, all strings
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_bindaccount.html
 * @example
 * await main({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })
 */
export const main = cloudFunction(bindAccount, (params) => cloud.openapi.logistics.bindAccount(params))
