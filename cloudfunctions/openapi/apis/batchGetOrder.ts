import * as v from 'valibot'
import { type Api, NOTHING_CHANGED, type ParamTexts, resultOf } from './Api'
import { unknownCourier } from './courierCodes'
import { unknownOrder, unknownWaybill, wrongWaybill } from './orderCodes'
import { optional, required, requiredText } from './schemas'
import { DELIVERY_ID, ORDER_ID, WAYBILL_ID } from './sharedTexts'
import type { WaybillDatum } from './WaybillDatum'

/** One order of the answer: each has an errcode of its own, which the SDK leaves in small letters. */
export interface BatchedOrder {
  errcode: number
  errmsg: string
  orderId: string
  deliveryId: string
  waybillId: string
  /** The waybill, an HTML page in base64. */
  printHtml?: string
  waybillData?: WaybillDatum[]
  /** 0 in force, 1 cancelled. */
  orderStatus?: number
}

function paramsOf(max: number, message: string) {
  const order = v.object({ orderId: requiredText(512), deliveryId: required, waybillId: optional })
  return v.object({ orderList: v.pipe(v.array(order), v.maxLength(max, message)) })
}

/** Gives the waybills of several orders: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_batchgetorder.html */
export const batchGetOrder = {
  name: 'logistics.batchGetOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/batchget' },
  cloud: true,
  params: paramsOf(100, 'has more than 100 elements'),
  result: resultOf<{ orderList: BatchedOrder[] }>(),
  success: 'order_list',
  secrets: [],
  logged: {},
  refusals: [],
  whenLost: NOTHING_CHANGED,
  // The page documents none. An order of the list may have these: see getOrder.
  codes: { 40199: unknownWaybill, 930563: unknownOrder, 9300503: unknownCourier, 9300528: wrongWaybill },
} as const satisfies Api

/** Orders per call of a function, which may return 1 MB (-604001): a waybill takes up to 40 kB, assumed#waybill-size */
const MAX_IN_CLOUD = 25

/** The same for a cloud function, whose answer is limited: it tells of too many orders before it asks for them. */
export const batchGetOrderInCloud = {
  ...batchGetOrder,
  params: paramsOf(
    MAX_IN_CLOUD,
    `has more than ${MAX_IN_CLOUD} elements: with their waybills the answer may be larger than the 1 MB that a function may return (-604001)`,
  ),
} as const satisfies Api

/** What `npm run call -- batchGetOrder --help` says of each. */
export const batchGetOrderTexts: ParamTexts = {
  orderList: { en: 'the orders', zh: '订单列表' },
  'orderList.orderId': ORDER_ID,
  'orderList.deliveryId': DELIVERY_ID,
  'orderList.waybillId': WAYBILL_ID,
}
