import type { Message } from '../messages/Message'

// Parameters of several APIs.
export const ORDER_ID: Message = { en: "the merchant's own id of the order", zh: '订单 ID' }
export const DELIVERY_ID: Message = { en: 'the courier, from getAllDelivery', zh: '快递公司 ID，见 getAllDelivery' }
export const BIZ_ID: Message = { en: 'the customer code at the courier', zh: '客户编码' }
export const OPENID: Message = { en: "the buyer's openid in the mini program", zh: '买家在小程序中的 openid' }
export const WAYBILL_ID: Message = { en: 'the number of the waybill', zh: '运单 ID' }

/**
 * What can happen to a parcel, by its action_type.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getpath.html
 */
export const actionTypes: Readonly<Record<number, Message>> = {
  100001: { en: 'collected', zh: '揽件成功' },
  100002: { en: 'not collected', zh: '揽件失败' },
  100003: { en: 'a courier was assigned', zh: '分配业务员' },
  200001: { en: 'on its way', zh: '更新运输轨迹' },
  300002: { en: 'out for delivery', zh: '开始派送' },
  300003: { en: 'signed for', zh: '签收成功' },
  300004: { en: 'not signed for', zh: '签收失败' },
  400001: { en: 'the order was cancelled', zh: '订单取消' },
  400002: { en: 'the order is stuck', zh: '订单滞留' },
}
