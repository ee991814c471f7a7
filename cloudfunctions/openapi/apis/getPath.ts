import * as v from 'valibot'
import { type Api, NOTHING_CHANGED, type ParamTexts, resultOf } from './Api'
import { unknownCourier } from './courierCodes'
import { unknownWaybill } from './orderCodes'
import { optional, optionalText, required } from './schemas'
import { DELIVERY_ID, OPENID, ORDER_ID, WAYBILL_ID } from './sharedTexts'

/** A station of a parcel's way. */
export interface PathItem {
  /** Unix time, seconds. */
  actionTime: number
  /** What happened, see actionTypes; 300001 stands in a sample without a meaning. */
  actionType: number
  actionMsg: string
}

/** Tells a parcel's way so far: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getpath.html */
export const getPath = {
  name: 'logistics.getPath',
  https: { verb: 'POST', path: '/cgi-bin/express/business/path/get' },
  cloud: true,
  // order_id and openid may be left out: assumed#path-order-id, assumed#openid-optional
  params: v.object({ orderId: optionalText(512), openid: optional, deliveryId: required, waybillId: required }),
  result: resultOf<{
    openid: string
    deliveryId: string
    waybillId: string
    pathItemNum: number
    pathItemList: PathItem[]
  }>(),
  success: 'waybill_id',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', waybillId: 'end' },
  refusals: [],
  whenLost: NOTHING_CHANGED,
  // 9300503 is documented for other APIs only: assumed#sibling-codes
  codes: { 40199: unknownWaybill, 9300503: unknownCourier },
} as const satisfies Api

/** What `npm run call -- getPath --help` says of each. */
export const getPathTexts: ParamTexts = {
  orderId: ORDER_ID,
  openid: OPENID,
  deliveryId: DELIVERY_ID,
  waybillId: WAYBILL_ID,
}
