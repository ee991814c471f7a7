import type { PushEvent, PushTarget } from '../state/fixturesSchema'
import { type Account, BOUND, type Order } from '../state/recordsSchema'
import { WeChatError } from './WeChatError'

/** A message that WeChat sends to a mini program (消息推送), or the result of a payment. */
export interface Push {
  appid: string
  /** The function that must return `{ errcode: 0 }`, for a payment (default: the receiver that the fixtures name). */
  to?: Pick<PushTarget, 'function'>
  message: Readonly<Record<string, unknown>> & {
    ToUserName?: string
    FromUserName?: string
    CreateTime?: number
    MsgType?: 'event'
    Event?: PushEvent
  }
}

/** WeChat's own openid, which is fixed but not documented: assumed#push-sender */
const WECHAT_OPENID = 'oWeChatTeam'
/** The errcode of a refused bind: assumed#push-bind-code */
const REFUSAL = 9300531

/**
 * Returns the push with a courier's decision about an account.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/business/Bind_merchant_review_result_update_event.html
 */
export function updateBusinessBindResult({ appid, delivery_id, biz_id, status_code, remark_wrong_msg }: Account): Push {
  const refusal = { errcode: REFUSAL, errmsg: remark_wrong_msg || new WeChatError(REFUSAL).message }
  const result = status_code === BOUND ? { errcode: 0, errmsg: 'ok' } : refusal
  return pushOf(appid, 'update_business_bind_result', { ...result, delivery_id, biz_id })
}

/**
 * Returns the push for a parcel that has moved, with its whole path. Version counts the changes: assumed#push-version
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/provider/logistics.onPathUpdate.html
 */
export function addExpressPath({ appid, delivery_id, waybill_id, order_id, path_item_list }: Order): Push {
  return pushOf(appid, 'add_express_path', {
    DeliveryID: delivery_id,
    WayBillId: waybill_id,
    OrderId: order_id,
    Version: path_item_list.length,
    Count: path_item_list.length,
    Actions: path_item_list.map((it) => ({
      ActionTime: it.action_time,
      ActionType: it.action_type,
      ActionMsg: it.action_msg,
    })),
  })
}

/** Returns the URL of a server without its query, which may be secret. */
export function withoutQuery(url: string): string {
  return url.replace(/\?.*/, '')
}

/** Returns a push with the common fields. ToUserName is the appid in cloud functions: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/openapi.html */
export function pushOf(appid: string, Event: PushEvent, more: object): Push {
  const CreateTime = Math.floor(Date.now() / 1000)
  return {
    appid,
    message: { ToUserName: appid, FromUserName: WECHAT_OPENID, CreateTime, MsgType: 'event', Event, ...more },
  }
}
