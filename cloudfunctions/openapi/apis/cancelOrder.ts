import * as v from 'valibot'
import { type Api, type ParamTexts, resultOf } from './Api'
import { courierDown, courierRefused, unknownCourier } from './courierCodes'
import { unknownOrder, unknownWaybill, wrongArgs } from './orderCodes'
import { optional, required, requiredText } from './schemas'
import { DELIVERY_ID, OPENID, ORDER_ID, WAYBILL_ID } from './sharedTexts'

/** Cancels an order that no courier has collected yet: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_cancelorder.html */
export const cancelOrder = {
  name: 'logistics.cancelOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/cancel' },
  cloud: true,
  // openid may be left out: assumed#openid-optional
  params: v.object({ orderId: requiredText(512), openid: optional, deliveryId: required, waybillId: required }),
  result: resultOf<{
    /** The courier's own code and message, see deliveryResultCodes. */
    deliveryResultcode: number
    deliveryResultmsg: string
  }>(),
  success: 'errcode',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', waybillId: 'end' },
  refusals: [],
  whenLost:
    'the outcome is unknown: look at orderStatus in getOrder (1: cancelled), or call again; 9300524 then means that the first call cancelled it',
  // https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.cancelOrder.html
  codes: {
    40199: unknownWaybill,
    930561: wrongArgs,
    930563: unknownOrder,
    9300501: courierRefused,
    // Documented for addOrder only: assumed#sibling-codes
    9300502: courierDown,
    9300503: unknownCourier,
    9300506: {
      meaning: { en: 'the parcel is on its way: the order cannot be cancelled', zh: '运单已有轨迹，不能取消' },
      cause: { en: 'the courier has collected it', zh: '快递员已揽件' },
      next: { en: 'ask the courier to stop the parcel', zh: '联系快递公司拦截' },
    },
    9300524: {
      meaning: { en: 'the cancelling failed', zh: '取消运单失败' },
      cause: {
        en: 'mostly cancelled already, perhaps by a first attempt whose answer was lost',
        zh: '多为重复取消：之前已取消，或上一次取消其实已成功、只是没有收到应答',
      },
      next: { en: 'look at orderStatus in getOrder: 1 is cancelled', zh: '用 getOrder 查看 orderStatus：1 为已取消' },
    },
  },
} as const satisfies Api

/** What `npm run call -- cancelOrder --help` says of each. */
export const cancelOrderTexts: ParamTexts = {
  orderId: ORDER_ID,
  openid: OPENID,
  deliveryId: DELIVERY_ID,
  waybillId: WAYBILL_ID,
}
