import * as v from 'valibot'
import { cancelOrderCodes, cancelOrderLost } from '../codes/orders'
import { type Api, type ParamTexts, resultOf } from './Api'
import { optional, required, requiredText } from './schemas'
import { DELIVERY_ID, OPENID, ORDER_ID, WAYBILL_ID } from './texts'

/**
 * Cancels an order that no courier has collected yet. 取消尚未揽件的运单。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_cancelorder.html
 * @example
 * await openapi.logistics.cancelOrder({ orderId: '01234567890123456789', deliveryId: 'SF', waybillId: '123456789' })
 */
export const cancelOrder = {
  name: 'logistics.cancelOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/cancel' },
  cloud: true,
  // openid is optional: assumed#openid-optional
  params: v.object({ orderId: requiredText(512), openid: optional, deliveryId: required, waybillId: required }),
  result: resultOf<{
    /** The courier's own code. 快递公司的返回码。 */
    deliveryResultcode: number
    /** The courier's own message. 快递公司的返回信息。 */
    deliveryResultmsg: string
  }>(),
  success: 'errcode',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', waybillId: 'end' },
  ifResponseLost: cancelOrderLost,
  codes: cancelOrderCodes,
} as const satisfies Api

/** The descriptions of its parameters. */
export const cancelOrderTexts: ParamTexts = {
  orderId: ORDER_ID,
  openid: OPENID,
  deliveryId: DELIVERY_ID,
  waybillId: WAYBILL_ID,
}
