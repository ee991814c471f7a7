import * as v from 'valibot'
import { NOTHING_CHANGED } from '../codes/Code'
import { getPathCodes } from '../codes/orders'
import { type Api, type ParamTexts, resultOf } from './Api'
import { optional, optionalText, required } from './schemas'
import { DELIVERY_ID, OPENID, ORDER_ID, WAYBILL_ID } from './texts'

/** A step on the path of a parcel. */
export interface PathItem {
  /** Unix time in seconds. 轨迹节点的时间，Unix 时间戳，单位秒。 */
  actionTime: number
  // A sample has 300001, without a meaning.
  /**
   * 100001 collected, 100002 not collected, 100003 a courier was assigned, 200001 on its way, 300002 out for delivery,
   * 300003 signed for, 300004 not signed for, 400001 the order was cancelled, 400002 the order is stuck.
   * 轨迹类型：100001 揽件成功，100002 揽件失败，100003 分配业务员，200001 更新运输轨迹，300002 开始派送，300003 签收成功，300004 签收失败，
   * 400001 订单取消，400002 订单滞留。
   */
  actionType: number
  /** What happened, in words. 轨迹详情。 */
  actionMsg: string
}

/**
 * Returns the path of a parcel so far. 查询运单轨迹。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getpath.html
 * @example
 * await openapi.logistics.getPath({ deliveryId: 'SF', waybillId: '123456789' })
 */
export const getPath = {
  name: 'logistics.getPath',
  https: { verb: 'POST', path: '/cgi-bin/express/business/path/get' },
  cloud: true,
  // orderId and openid are optional: assumed#path-order-id, assumed#openid-optional
  params: v.object({ orderId: optionalText(512), openid: optional, deliveryId: required, waybillId: required }),
  result: resultOf<{
    /** The buyer's openid in the mini program. 买家在小程序中的 openid。 */
    openid: string
    /** The courier. 快递公司 ID。 */
    deliveryId: string
    /** The number of the waybill. 运单 ID。 */
    waybillId: string
    /** Number of steps. 轨迹节点数量。 */
    pathItemNum: number
    /** The steps. 轨迹节点列表。 */
    pathItemList: PathItem[]
  }>(),
  success: 'waybill_id',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', waybillId: 'end' },
  ifResponseLost: NOTHING_CHANGED,
  codes: getPathCodes,
} as const satisfies Api

/** The descriptions of its parameters. */
export const getPathTexts: ParamTexts = {
  orderId: ORDER_ID,
  openid: OPENID,
  deliveryId: DELIVERY_ID,
  waybillId: WAYBILL_ID,
}
