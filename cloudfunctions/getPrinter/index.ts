import { getPrinter } from '../openapi/apis/logistics/getPrinter'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Lists who may print waybills with WeChat's PC program.
 *
 * @param event no parameters
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, count, openid, tagidList }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getprinter.html
 * @example
 * await main({}) // { errCode: 0, errMsg: 'openapi.logistics.getPrinter:ok', count: 2, openid: ['oABC', 'oXYZ'], tagidList: ['123', '456'] }
 */
export const main = cloudFunction(getPrinter, (params) => cloud.openapi.logistics.getPrinter(params))
