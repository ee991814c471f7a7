import * as v from 'valibot'
import { type Api, NOTHING_CHANGED, type ParamTexts, resultOf } from './Api'
import { unknownCourier } from './courierCodes'
import { unknownOrder, unknownWaybill, wrongWaybill } from './orderCodes'
import { optional, required, requiredText } from './schemas'
import { DELIVERY_ID, OPENID, ORDER_ID, WAYBILL_ID } from './sharedTexts'
import type { WaybillDatum } from './WaybillDatum'

/** Gives an order's waybill, to be printed: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getorder.html */
export const getOrder = {
  name: 'logistics.getOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/get' },
  cloud: true,
  params: v.object({
    orderId: requiredText(512),
    // openid and waybillId may be left out: assumed#openid-optional
    openid: optional,
    deliveryId: required,
    waybillId: optional,
    printType: v.optional(v.picklist([0, 1])),
    // On the page before the newest only, without a word of what it does.
    customRemark: optional,
  }),
  result: resultOf<{
    /** The waybill, an HTML page in base64. A user reports none with printType 1. */
    printHtml: string
    waybillData: WaybillDatum[]
    orderId: string
    deliveryId: string
    waybillId: string
    /** 0 in force, 1 cancelled. */
    orderStatus: number
  }>(),
  success: 'waybill_id',
  page: 'printHtml',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', waybillId: 'end' },
  refusals: [],
  whenLost: NOTHING_CHANGED,
  // The page documents none; these are reported by users, of this API or of those beside it.
  codes: { 40199: unknownWaybill, 930563: unknownOrder, 9300503: unknownCourier, 9300528: wrongWaybill },
} as const satisfies Api

/** What `npm run call -- getOrder --help` says of each. */
export const getOrderTexts: ParamTexts = {
  orderId: ORDER_ID,
  openid: OPENID,
  deliveryId: DELIVERY_ID,
  waybillId: WAYBILL_ID,
  printType: { en: '0 a waybill in two parts (unless set), 1 in one', zh: '面单类型：0 二联单（默认），1 一联单' },
  customRemark: { en: 'not explained by WeChat', zh: '文档没有说明用途' },
}
