import type { Meaning } from './Code'

/**
 * The courier's own codes (delivery_resultcode), which come with 9300501, as WeChat documents them for couriers. Their
 * delivery_resultmsg is the courier's own text.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/provider/Request_an_order_event.html
 */
export const deliveryResultCodes: Readonly<Record<number, Meaning>> = {
  0: { meaning: { en: 'done', zh: '成功' } },
  [-1]: { meaning: { en: 'the courier failed; its message says more', zh: '快递公司系统失败，详见其说明' } },
  // addOrder
  10001: { meaning: { en: 'unknown customer code', zh: '客户编码不存在' } },
  10002: { meaning: { en: 'the password of the customer code is wrong', zh: '客户编码的密码错误' } },
  20001: { meaning: { en: 'invalid waybill id', zh: '运单 ID 有误' } },
  20002: { meaning: { en: "the sender's name, telephone or address is incomplete", zh: '发件人信息不完整' } },
  20003: { meaning: { en: "the courier does not serve the sender's address", zh: '发件地址不在服务范围内' } },
  20004: { meaning: { en: "the receiver's name, telephone or address is incomplete", zh: '收件人信息不完整' } },
  20005: { meaning: { en: "the courier does not serve the receiver's address", zh: '收件地址不在服务范围内' } },
  20006: { meaning: { en: 'the weight or the size is not accepted', zh: '包裹重量或体积不符合要求' } },
  20007: { meaning: { en: 'no e-waybills are left: buy some at the outlet', zh: '电子面单余额不足，请联系网点购买' } },
  20008: { meaning: { en: 'the insurance is not accepted', zh: '保价信息不符合要求' } },
  20009: { meaning: { en: 'the service is not offered', zh: '不支持该服务类型' } },
  // cancelOrder, https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/provider/Cancel_an_order_event.html;
  // users report 30001 for addOrder too: https://developers.weixin.qq.com/community/develop/doc/00008ca9bf4628ed3960f20876b800
  30001: { meaning: { en: 'a required field is missing; the message says which', zh: '缺少必填信息，详见其说明' } },
  30002: { meaning: { en: 'the parcel has been collected', zh: '快递员已揽件' } },
  30003: { meaning: { en: 'invalid order', zh: '订单无效' } },
  30004: { meaning: { en: 'the courier does not support cancelling', zh: '快递公司不支持取消订单' } },
}
