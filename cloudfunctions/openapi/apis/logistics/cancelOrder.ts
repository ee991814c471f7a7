import * as v from 'valibot'
import { code } from '../../codes/Code'
import {
  courierDown,
  courierRefused,
  unknownCourier,
  unknownOrder,
  unknownWaybill,
  wrongArgs,
} from '../../codes/logistics'
import type { Api } from '../Api'
import { deliveryId, deliveryResultcode, deliveryResultmsg, openid, orderId, waybillId } from './fields'

export const cancelOrder = {
  name: 'logistics.cancelOrder',
  about: { en: 'Cancels an order that no courier has collected yet.', zh: '取消尚未揽件的运单。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_cancelorder.html',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/cancel' },
  cloud: true,
  params: v.object({ orderId, openid, deliveryId, waybillId }),
  result: v.object({ deliveryResultcode, deliveryResultmsg }),
  example: { orderId: 'example-1', openid: 'oAdmin', deliveryId: 'YTO', waybillId: 'YT0341546982954' },
  success: 'errcode',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', waybillId: 'end' },
  ifResponseLost: {
    en: 'the outcome is unknown: check orderStatus with getOrder (1: cancelled), or call again; 9300524 then means that the first call cancelled it',
    zh: '结果未知：用 getOrder 查看 orderStatus（1 为已取消），或再调用一次；返回 9300524，说明第一次已取消',
  },
  // https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.cancelOrder.html
  codes: {
    40199: unknownWaybill,
    930561: wrongArgs,
    930563: unknownOrder,
    9300501: courierRefused,
    // Documented for addOrder only: assumed#sibling-codes
    9300502: courierDown,
    9300503: unknownCourier,
    9300506: code(
      ['the parcel is on its way, so the order cannot be cancelled', '运单已有轨迹，不能取消'],
      ['the courier has collected it', '快递员已揽件'],
      ['ask the courier to stop the parcel', '联系快递公司拦截'],
    ),
    9300524: code(
      ['cancelling failed', '取消运单失败'],
      [
        'mostly because the order was cancelled before, or by an earlier attempt whose response was lost',
        '多为重复取消：之前已取消，或上一次取消其实已成功，只是没有收到响应',
      ],
      ['check orderStatus with getOrder: 1 is cancelled', '用 getOrder 查看 orderStatus：1 为已取消'],
    ),
  },
} as const satisfies Api
