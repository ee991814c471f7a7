import type { Code, Codes } from './Code'

// Codes of several APIs of the family.

/** 9300525, in the APIs that use an account. */
export const notBound: Code = {
  meaning: { en: 'the account is not bound', zh: '账号未绑定' },
  cause: { en: 'never bound, or still under review', zh: '尚未绑定，或仍在审核中' },
  next: { en: 'bind it first, or wait for its review', zh: '先绑定，或等待审核通过' },
}

/** 9300531, in the APIs for which the courier checks the account. */
export const wrongPassword: Code = {
  meaning: { en: 'wrong account or password', zh: '账号或密码错误' },
  cause: {
    en: 'the courier refused biz_id and password; some couriers refuse here what the 物流助手 console at mp.weixin.qq.com accepts',
    zh: '快递公司不认可该客户编码或密码；有的账号在接口被拒，在 mp.weixin.qq.com 的物流助手里却能绑定',
  },
  next: {
    en: 'ask the outlet for code and password, or bind in the console',
    zh: '向快递网点核对客户编码和密码，或在物流助手后台绑定',
  },
}

/** 9300503, in every API with a deliveryId. */
export const unknownCourier: Code = {
  meaning: { en: 'unknown courier', zh: '快递公司 ID 未注册' },
  cause: {
    en: 'deliveryId is not in the list of getAllDelivery; JD Express is JDL, not JD',
    zh: 'deliveryId 不在 getAllDelivery 的列表中；京东快递是 JDL，不是 JD',
  },
  next: { en: 'use a deliveryId from getAllDelivery', zh: '以 getAllDelivery 返回的 deliveryId 为准' },
}

/** 40003, in the APIs with an openid. */
export const wrongOpenid: Code = {
  meaning: { en: 'invalid openid', zh: 'openid 无效' },
  cause: {
    en: 'the user has it in another mini program or official account',
    zh: '这是用户在另一个小程序或公众号里的 openid',
  },
  next: { en: 'send the openid that the user has in this mini program', zh: '传用户在本小程序中的 openid' },
}

/** 40199, in the APIs that look up a waybill: https://developers.weixin.qq.com/community/develop/doc/000acab8e347b8c501025211e66800 */
export const unknownWaybill: Code = {
  meaning: { en: 'the waybill was not found', zh: '运单不存在' },
  cause: { en: 'only waybills that addOrder made can be found', zh: '只能查询通过 addOrder 生成的运单' },
  next: {
    en: 'send deliveryId and waybillId as they were when the order was placed',
    zh: '使用下单时的 deliveryId 和返回的 waybillId',
  },
}

/** 930561. WeChat does not say which parameter. */
export const wrongArgs: Code = {
  meaning: { en: 'invalid arguments', zh: '参数有误' },
  cause: { en: 'a parameter is missing, or does not fit the others', zh: '缺少参数，或参数之间不匹配' },
  next: { en: 'compare each parameter with the document', zh: '对照文档检查各个参数' },
}

/** 930563, in the APIs with an orderId: https://developers.weixin.qq.com/community/develop/doc/000cc6e06944981b30797918a54400 */
export const unknownOrder: Code = {
  meaning: { en: 'the order does not exist', zh: '订单不存在' },
  cause: {
    en: 'orderId, deliveryId and waybillId do not belong together; in the sandbox, the order was not placed with TEST and test_biz_id',
    zh: 'orderId、deliveryId、waybillId 不对应；沙盒中，下单时没有使用 TEST 和 test_biz_id',
  },
  next: { en: 'send the ids that addOrder returned', zh: '使用 addOrder 返回的各个 ID' },
}

/** 9300528, reported by users only: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00 */
export const wrongWaybill: Code = {
  meaning: { en: 'invalid waybill id', zh: '运单 ID 无效' },
  cause: { en: 'it belongs to another order or another courier', zh: 'waybillId 不属于该订单或该快递公司' },
  next: { en: 'send the waybillId that addOrder returned', zh: '使用 addOrder 返回的 waybillId' },
}

/** 9300501, in the APIs that call the courier. */
export const courierRefused: Code = {
  meaning: { en: 'the courier refused', zh: '快递公司侧逻辑错误' },
  cause: {
    en: 'the reason is in delivery_resultcode and delivery_resultmsg, which a cloud call does not return; or Chinese was sent as \\uXXXX',
    zh: '具体原因在 delivery_resultcode 和 delivery_resultmsg 中，云调用拿不到；或中文被转义成了 \\uXXXX',
  },
  next: {
    en: 'read the reason over HTTPS, with createOpenApi or npm run call; or within seven days with /cgi-bin/openapi/rid/get and the rid',
    zh: '通过 HTTPS 查看原因：用 createOpenApi 或 npm run call 调用，或在七天内凭 rid 调用 /cgi-bin/openapi/rid/get 查询',
  },
}

/** 9300502, in the same APIs. */
export const courierDown: Code = {
  meaning: { en: "the courier's system failed", zh: '快递公司系统错误' },
  cause: { en: 'it is down or slow', zh: '快递公司的系统繁忙或故障' },
  next: {
    en: 'try again later; before you place an order again, check with getOrder whether it exists',
    zh: '稍后再试；重新下单之前，先用 getOrder 确认运单是否已生成',
  },
}

/** Of getOrder and batchGetOrder, whose pages document none; users report these, of these APIs or of the ones beside them. */
export const getOrderCodes = {
  40199: unknownWaybill,
  930563: unknownOrder,
  9300503: unknownCourier,
  9300528: wrongWaybill,
} satisfies Codes
