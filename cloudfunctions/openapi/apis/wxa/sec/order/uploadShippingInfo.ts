import * as v from 'valibot'
import { uploadCodes } from '../../../../codes/orderShipping'
import type { Api } from '../../../Api'
import { checked, IF_LOST, singleUpload } from './fields'

export const uploadShippingInfo = {
  name: 'wxa.sec.order.uploadShippingInfo',
  about: { en: 'Uploads the shipping information of a paid order.', zh: '录入已支付订单的发货信息。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_uploadshippinginfo.html',
  https: { verb: 'POST', path: '/wxa/sec/order/upload_shipping_info' },
  // Documented, but nobody has reported that it works: assumed#shipping-cloud-call
  cloud: true,
  params: checked(singleUpload),
  result: v.object({}),
  example: {
    orderKey: { orderNumberType: 2, transactionId: '4200000000202601010000000001' },
    logisticsType: 1,
    deliveryMode: 1,
    shippingList: [{ trackingNo: 'YT0341546982954', expressCompany: 'YTO', itemDesc: '微信气泡狗抱枕*1' }],
    uploadTime: '2026-01-01T12:00:00.000+08:00',
    payer: { openid: 'oAdmin' },
  },
  success: 'errcode',
  secrets: [],
  logged: {},
  ifResponseLost: IF_LOST,
  codes: uploadCodes,
} as const satisfies Api
