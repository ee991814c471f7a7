import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../../../codes/Code'
import { notShipped, paymentCodes } from '../../../../codes/orderShipping'
import type { Api } from '../../../Api'
import { conditional, described } from '../../../schemas'
import { order } from './order'
import { NUMBERS, numbers } from './payment'

export const getOrder = {
  name: 'wxa.sec.order.getOrder',
  about: { en: 'Returns the state of a paid order and its shipping information.', zh: '查询支付单的发货状态。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_getorder.html',
  https: { verb: 'POST', path: '/wxa/sec/order/get_order' },
  cloud: true,
  params: conditional(numbers, NUMBERS),
  result: v.object({ order: described(v.object(order), 'the order', '支付单信息') }),
  example: { transactionId: '4200000000202601010000000001' },
  success: 'order',
  secrets: [],
  logged: { transactionId: 'whole', merchantTradeNo: 'whole' },
  ifResponseLost: NOTHING_CHANGED,
  // https://developers.weixin.qq.com/community/develop/doc/0000c60eb606288e62435600762000
  codes: { ...paymentCodes, 10060028: notShipped },
} as const satisfies Api
