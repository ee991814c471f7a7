import { notifyConfirmReceive } from '../openapi/apis/wxa/sec/order/notifyConfirmReceive'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Reminds the buyer, once, to confirm that the parcel was received.
 *
 * @param event `transactionId`, or `merchantId` and `merchantTradeNo`, strings, and `receivedTime` in seconds
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg: 'openapi.wxa.sec.order.notifyConfirmReceive:ok' }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_notifyconfirmreceive.html
 * @example
 * await main({ transactionId: '4200000000202601010000000001', receivedTime: 1767240001 })
 */
export const main = cloudFunction(notifyConfirmReceive, (params) =>
  cloud.openapi.wxa.sec.order.notifyConfirmReceive(params),
)
