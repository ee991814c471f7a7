import * as v from 'valibot'
import { code } from '../../../../codes/Code'
import { uploadCodes } from '../../../../codes/orderShipping'
import type { Api } from '../../../Api'
import { checked, combinedUpload, IF_LOST, subOrder } from './fields'
import { uploadShippingInfo } from './uploadShippingInfo'

const { uploadTime, payer, ...shipment } = uploadShippingInfo.example

export const uploadCombinedShippingInfo = {
  name: 'wxa.sec.order.uploadCombinedShippingInfo',
  about: {
    en: 'Uploads the shipping information of orders that were paid together.',
    zh: '录入合单支付订单的发货信息。',
  },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_uploadcombinedshippinginfo.html',
  https: { verb: 'POST', path: '/wxa/sec/order/upload_combined_shipping_info' },
  cloud: true,
  params: combinedUpload(checked(subOrder)),
  result: v.object({}),
  example: { orderKey: shipment.orderKey, subOrders: [shipment], uploadTime, payer },
  success: 'errcode',
  secrets: [],
  logged: {},
  ifResponseLost: IF_LOST,
  codes: {
    ...uploadCodes,
    // Only the older page has these two.
    10060013: code(
      ['an order is there twice', '子单重复'],
      ['two subOrders have the same orderKey', 'subOrders 中有相同的 orderKey'],
      ['send each once', '每个子单只传一次'],
    ),
    268485253: code(
      ['the types of the numbers differ', '合单与子单的单号类型不一致'],
      ['orderNumberType of an order is not that of the combined order', '子单与合单的 orderNumberType 不同'],
      ['use one type', '使用同一种类型'],
    ),
  },
} as const satisfies Api
