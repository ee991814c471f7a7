import type { Code } from './Api'

/** 9300501, of the APIs that ask the courier. */
export const courierRefused: Code = {
  meaning: { en: 'the courier refused', zh: '快递公司侧逻辑错误' },
  cause: {
    en: 'it says why in delivery_resultcode and delivery_resultmsg, which a cloud call loses; or Chinese was sent as \\uXXXX',
    zh: '具体原因在 delivery_resultcode 和 delivery_resultmsg 中，云调用拿不到；或中文被转义成了 \\uXXXX',
  },
  next: {
    en: 'read the reason over HTTPS: with createOpenApi or npm run call, or within seven days by the rid, from /cgi-bin/openapi/rid/get',
    zh: '通过 HTTPS 查看原因：用 createOpenApi 或 npm run call 调用，或在七天内凭 rid 调用 /cgi-bin/openapi/rid/get 查询',
  },
}

/** 9300502, of the same. */
export const courierDown: Code = {
  meaning: { en: "the courier's system failed", zh: '快递公司系统错误' },
  cause: { en: 'it is down or slow', zh: '快递公司的系统繁忙或故障' },
  next: {
    en: 'see with getOrder whether the order exists, and try again later',
    zh: '先用 getOrder 确认运单是否已生成，稍后再试',
  },
}

/** 9300503, of every API that takes a deliveryId. */
export const unknownCourier: Code = {
  meaning: { en: 'the courier is not known', zh: '快递公司 ID 未注册' },
  cause: {
    en: 'deliveryId is not one of getAllDelivery; JD Express is JDL, not JD',
    zh: 'deliveryId 不在 getAllDelivery 的列表中；京东快递是 JDL，不是 JD',
  },
  next: { en: 'take the deliveryId from getAllDelivery', zh: '以 getAllDelivery 返回的 deliveryId 为准' },
}
