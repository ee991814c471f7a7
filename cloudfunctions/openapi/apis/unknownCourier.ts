import type { Code } from './Api'

/** 9300503, of every API that takes a deliveryId. */
export const unknownCourier: Code = {
  meaning: { en: 'the courier is not known', zh: '快递公司 ID 未注册' },
  cause: {
    en: 'deliveryId is not one of getAllDelivery; JD Express is JDL, not JD',
    zh: 'deliveryId 不在 getAllDelivery 的列表中；京东快递是 JDL，不是 JD',
  },
  next: { en: 'take the deliveryId from getAllDelivery', zh: '以 getAllDelivery 返回的 deliveryId 为准' },
}
