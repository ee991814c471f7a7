import { updatePrinter } from '../openapi/apis/logistics/updatePrinter'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Binds or unbinds a user who prints waybills with WeChat's PC program.
 *
 * @param event `openid`, `updateType` 'bind' or 'unbind', and optionally `tagidList`, strings
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg: 'openapi.logistics.updatePrinter:ok' }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_updateprinter.html
 * @example
 * await main({ openid: 'oJ4v0wRAfiXcnIbM3SgGEUkTw3Qw', updateType: 'bind', tagidList: '123,456' })
 */
export const main = cloudFunction(updatePrinter, (params) => cloud.openapi.logistics.updatePrinter(params))
