import type { Code } from './Api'

/** 40003, of the APIs that take an openid. */
export const wrongOpenid: Code = {
  meaning: { en: 'the openid is not valid', zh: 'openid 无效' },
  cause: {
    en: 'it is one of another mini program, or of an official account',
    zh: '这是用户在另一个小程序或公众号里的 openid',
  },
  next: { en: 'send the openid that the user has in this mini program', zh: '传用户在本小程序中的 openid' },
}

/** 40199, of the APIs that look up a waybill: https://developers.weixin.qq.com/community/develop/doc/000acab8e347b8c501025211e66800 */
export const unknownWaybill: Code = {
  meaning: { en: 'the waybill was not found', zh: '运单不存在' },
  cause: { en: 'only waybills that addOrder made can be found', zh: '只能查询通过 addOrder 生成的运单' },
  next: {
    en: 'send deliveryId and waybillId as they were when the order was placed',
    zh: '使用下单时的 deliveryId 和返回的 waybillId',
  },
}

/** 930561, which says no more than that. */
export const wrongArgs: Code = {
  meaning: { en: 'the args are not valid', zh: '参数有误' },
  cause: { en: 'a parameter is missing, or does not fit the others', zh: '缺少参数，或参数之间不匹配' },
  next: { en: 'compare each parameter with the document', zh: '对照文档检查各个参数' },
}

/** 930563, of the APIs that take an orderId: https://developers.weixin.qq.com/community/develop/doc/000cc6e06944981b30797918a54400 */
export const unknownOrder: Code = {
  meaning: { en: 'the order does not exist', zh: '订单不存在' },
  cause: {
    en: 'orderId, deliveryId and waybillId do not belong together; in the sandbox, the order was not placed with TEST and test_biz_id',
    zh: 'orderId、deliveryId、waybillId 不对应；沙盒中，下单时没有使用 TEST 和 test_biz_id',
  },
  next: { en: "send the ids of addOrder's answer", zh: '使用 addOrder 返回的各个 ID' },
}

/** 9300528, reported by users only: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00 */
export const wrongWaybill: Code = {
  meaning: { en: 'the waybill id is not valid', zh: '运单 ID 无效' },
  cause: { en: 'it belongs to another order or another courier', zh: 'waybillId 不属于该订单或该快递公司' },
  next: { en: "send the waybillId of addOrder's answer", zh: '使用 addOrder 返回的 waybillId' },
}
