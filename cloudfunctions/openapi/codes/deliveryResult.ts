import { code, type Meaning } from './Code'

/**
 * The courier's own codes (delivery_resultcode), which come with 9300501, as WeChat documents them for couriers. Their
 * delivery_resultmsg is the courier's own text.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/provider/Request_an_order_event.html
 */
export const deliveryResultCodes: Readonly<Record<number, Meaning>> = {
  0: code(['done', '成功']),
  [-1]: code(['the courier failed; its message says more', '快递公司系统失败，详见其说明']),
  // addOrder
  10001: code(['unknown customer code', '客户编码不存在']),
  10002: code(['the password of the customer code is wrong', '客户编码的密码错误']),
  // https://developers.weixin.qq.com/community/personal/oCJUsw3EowvuIYBqieFZdcf-Jzhk/answer
  10003: code(['unknown; seen from ZTO: ask the courier', '含义不明，见于中通：请咨询快递公司']),
  20001: code(['invalid waybill id', '运单 ID 有误']),
  20002: code(["the sender's name, telephone or address is incomplete", '发件人信息不完整']),
  20003: code(["the courier does not serve the sender's address", '发件地址不在服务范围内']),
  20004: code(["the receiver's name, telephone or address is incomplete", '收件人信息不完整']),
  20005: code(["the courier does not serve the receiver's address", '收件地址不在服务范围内']),
  20006: code(['the weight or the size is not accepted', '包裹重量或体积不符合要求']),
  20007: code(['no e-waybills are left: buy some at the outlet', '电子面单余额不足，请联系网点购买']),
  20008: code(['the insurance is not accepted', '保价信息不符合要求']),
  20009: code(['the service is not offered', '不支持该服务类型']),
  // cancelOrder, https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/provider/Cancel_an_order_event.html;
  // users report 30001 for addOrder too: https://developers.weixin.qq.com/community/develop/doc/00008ca9bf4628ed3960f20876b800
  30001: code(['a required field is missing; the message says which', '缺少必填信息，详见其说明']),
  30002: code(['the parcel has been collected', '快递员已揽件']),
  30003: code(['invalid order', '订单无效']),
  30004: code(['the courier does not support cancelling', '快递公司不支持取消订单']),
}
