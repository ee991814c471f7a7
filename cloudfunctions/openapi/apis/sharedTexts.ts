import type { Text } from './Api'

// What parameters are that several APIs take.
export const ORDER_ID: Text = { en: "the merchant's own id of the order", zh: '订单 ID' }
export const DELIVERY_ID: Text = { en: 'the courier, from getAllDelivery', zh: '快递公司 ID，见 getAllDelivery' }
export const BIZ_ID: Text = { en: 'the customer code at the courier', zh: '客户编码' }
export const OPENID: Text = { en: "the buyer's openid in the mini program", zh: '买家在小程序中的 openid' }
export const WAYBILL_ID: Text = { en: 'the number of the waybill', zh: '运单 ID' }
