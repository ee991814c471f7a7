import * as v from 'valibot'
import { NOTHING_CHANGED } from '../codes/Code'
import { getOrderCodes } from '../codes/orders'
import { type Api, type ParamTexts, resultOf } from './Api'
import { oneOfNumbers, optional, required, requiredText } from './schemas'
import { DELIVERY_ID, OPENID, ORDER_ID, WAYBILL_ID } from './texts'

/**
 * One field that is printed on a waybill. Each courier has keys of its own, which keep their underscores: `SF_bagAddr` is
 * where bags are made up (集包地), `SF_mark` the sorting code (三段码).
 */
export interface WaybillDatum {
  /** The courier's name of the field. 运单信息 key。 */
  key: string
  /** The text to print. 运单信息 value。 */
  value: string
}

/**
 * Returns the waybill of an order, to print it. 获取运单数据，用于打印面单。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getorder.html
 * @example
 * await openapi.logistics.getOrder({ orderId: '01234567890123456789', deliveryId: 'SF', waybillId: '123456789' })
 */
export const getOrder = {
  name: 'logistics.getOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/get' },
  cloud: true,
  params: v.object({
    orderId: requiredText(512),
    // openid and waybillId are optional: assumed#openid-optional
    openid: optional,
    deliveryId: required,
    waybillId: optional,
    printType: v.optional(oneOfNumbers(0, 1)),
    // Only the older page has it, without an explanation.
    customRemark: optional,
  }),
  result: resultOf<{
    // A user reports none with printType 1.
    /** The waybill, an HTML page in base64. 运单 HTML 的 base64 结果。 */
    printHtml: string
    /** What is printed on the waybill. 运单信息，用于打印面单。 */
    waybillData: WaybillDatum[]
    /** The merchant's own id of the order. 订单 ID。 */
    orderId: string
    /** The courier. 快递公司 ID。 */
    deliveryId: string
    /** The number of the waybill. 运单 ID。 */
    waybillId: string
    /** 0 placed, 1 cancelled. 运单状态：0 正常，1 已取消。 */
    orderStatus: number
  }>(),
  success: 'waybill_id',
  page: 'printHtml',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', waybillId: 'end' },
  ifResponseLost: NOTHING_CHANGED,
  codes: getOrderCodes,
} as const satisfies Api

/** The descriptions of its parameters. */
export const getOrderTexts: ParamTexts = {
  orderId: ORDER_ID,
  openid: OPENID,
  deliveryId: DELIVERY_ID,
  waybillId: WAYBILL_ID,
  printType: { en: '0 a waybill in two parts (default), 1 in one part', zh: '面单类型：0 二联单（默认），1 一联单' },
  customRemark: { en: 'not explained by WeChat', zh: '文档没有说明用途' },
}
