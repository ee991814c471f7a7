import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../codes/Code'
import { getOrderCodes } from '../../codes/logistics'
import { says } from '../../messages/issues'
import type { Message } from '../../messages/Message'
import type { Api } from '../Api'
import { described, listOf, number, optional, text } from '../schemas'
import { deliveryId, orderId, orderStatus, printHtml, WAYBILL_ID, waybillData } from './fields'

function paramsOf(max: number, message: Message) {
  const order = v.object({ orderId, deliveryId, waybillId: optional(...WAYBILL_ID) })
  return v.object({
    orderList: described(v.pipe(v.array(order), v.maxLength(max, says(message))), 'the orders', '订单列表'),
  })
}

export const batchGetOrder = {
  name: 'logistics.batchGetOrder',
  about: { en: 'Returns the waybills of several orders.', zh: '批量获取运单数据。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_batchgetorder.html',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/batchget' },
  cloud: true,
  params: paramsOf(100, { en: 'has more than 100 elements', zh: '超过 100 项' }),
  result: v.object({
    orderList: listOf(
      {
        errcode: number(
          'the code of this order; the SDK leaves the name in small letters',
          '该订单的错误码，SDK 不转换这个名字',
        ),
        errmsg: text('the message of this order', '该订单的错误信息'),
        orderId,
        deliveryId,
        waybillId: text(...WAYBILL_ID),
        printHtml: v.optional(printHtml),
        waybillData: v.optional(waybillData),
        orderStatus: v.optional(orderStatus),
      },
      'the orders, in the order of the request',
      '运单列表',
    ),
  }),
  example: { orderList: [{ orderId: 'example-1', deliveryId: 'YTO', waybillId: 'YT0341546982954' }] },
  success: 'order_list',
  secrets: [],
  logged: {},
  ifResponseLost: NOTHING_CHANGED,
  codes: getOrderCodes,
} as const satisfies Api

/** Orders per call of a cloud function, which may return 1 MB (-604001). A waybill takes up to 40 kB: assumed#waybill-size */
const MAX_IN_CLOUD = 25

/** The same API for a cloud function, whose response is limited: it refuses too many orders before it calls WeChat. */
export const batchGetOrderInCloud = {
  ...batchGetOrder,
  params: paramsOf(MAX_IN_CLOUD, {
    en: `has more than ${MAX_IN_CLOUD} elements: their waybills may exceed the 1 MB that a function may return (-604001)`,
    zh: `超过 ${MAX_IN_CLOUD} 项：面单可能超过云函数返回值的 1 MB 上限（-604001）`,
  }),
} as const satisfies Api
