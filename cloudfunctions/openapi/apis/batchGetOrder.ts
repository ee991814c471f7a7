import * as v from 'valibot'
import { NOTHING_CHANGED } from '../codes/Code'
import { getOrderCodes } from '../codes/orders'
import { type Api, type ParamTexts, resultOf } from './Api'
import type { WaybillDatum } from './getOrder'
import { optional, required, requiredText } from './schemas'
import { DELIVERY_ID, ORDER_ID, WAYBILL_ID } from './texts'

/** One order of batchGetOrder's list. */
export interface BatchedOrder {
  /** The code of this order; the SDK leaves the name in small letters. 该订单的错误码，SDK 不转换这个名字。 */
  errcode: number
  /** The message of this order. 该订单的错误信息。 */
  errmsg: string
  /** The merchant's own id of the order. 订单 ID。 */
  orderId: string
  /** The courier. 快递公司 ID。 */
  deliveryId: string
  /** The number of the waybill. 运单 ID。 */
  waybillId: string
  /** The waybill, an HTML page in base64. 运单 HTML 的 base64 结果。 */
  printHtml?: string
  /** What is printed on the waybill. 运单信息。 */
  waybillData?: WaybillDatum[]
  /** 0 placed, 1 cancelled. 运单状态：0 正常，1 已取消。 */
  orderStatus?: number
}

function paramsOf(max: number, message: string) {
  const order = v.object({ orderId: requiredText(512), deliveryId: required, waybillId: optional })
  return v.object({ orderList: v.pipe(v.array(order), v.maxLength(max, message)) })
}

/**
 * Returns the waybills of several orders. 批量获取运单数据。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_batchgetorder.html
 * @example
 * await openapi.logistics.batchGetOrder({ orderList: [{ orderId: '01234567890123456789', deliveryId: 'SF' }] })
 */
export const batchGetOrder = {
  name: 'logistics.batchGetOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/batchget' },
  cloud: true,
  params: paramsOf(100, 'has more than 100 elements\n超过 100 项'),
  result: resultOf<{
    /** The orders, in the order of the request. 运单列表。 */
    orderList: BatchedOrder[]
  }>(),
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
  params: paramsOf(
    MAX_IN_CLOUD,
    `has more than ${MAX_IN_CLOUD} elements: their waybills may exceed the 1 MB that a function may return (-604001)\n超过 ${MAX_IN_CLOUD} 项：面单可能超过云函数返回值的 1 MB 上限（-604001）`,
  ),
} as const satisfies Api

/** The descriptions of its parameters. */
export const batchGetOrderTexts: ParamTexts = {
  orderList: { en: 'the orders', zh: '订单列表' },
  'orderList.orderId': ORDER_ID,
  'orderList.deliveryId': DELIVERY_ID,
  'orderList.waybillId': WAYBILL_ID,
}
