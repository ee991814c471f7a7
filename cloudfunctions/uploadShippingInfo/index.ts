import { uploadShippingInfo } from '../openapi/apis/wxa/sec/order/uploadShippingInfo'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Uploads the shipping information of a paid order, so that its money is released.
 *
 * @param event `orderKey`, `logisticsType`, `deliveryMode`, `shippingList`, `uploadTime`, `payer`, and `isAllDelivered` in deliveryMode 2
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg: 'openapi.wxa.sec.order.uploadShippingInfo:ok' }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_uploadshippinginfo.html
 * @example
 * await main({
 *   orderKey: { orderNumberType: 2, transactionId: '4200000000202601010000000001' },
 *   logisticsType: 1,
 *   deliveryMode: 1,
 *   shippingList: [{ trackingNo: 'YT0341546982954', expressCompany: 'YTO', itemDesc: '抱枕*1' }],
 *   uploadTime: new Date().toISOString(),
 *   payer: { openid: 'oABC123456' },
 * })
 */
export const main = cloudFunction(uploadShippingInfo, (params) =>
  cloud.openapi.wxa.sec.order.uploadShippingInfo(params),
)
