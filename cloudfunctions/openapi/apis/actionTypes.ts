import type { Text } from './Api'

/**
 * What can happen to a parcel, by its action_type.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getpath.html
 */
export const actionTypes = {
  100001: { en: 'collected', zh: '揽件成功' },
  100002: { en: 'not collected', zh: '揽件失败' },
  100003: { en: 'a courier was assigned', zh: '分配业务员' },
  200001: { en: 'on its way', zh: '更新运输轨迹' },
  300002: { en: 'out for delivery', zh: '开始派送' },
  300003: { en: 'signed for', zh: '签收成功' },
  300004: { en: 'not signed for', zh: '签收失败' },
  400001: { en: 'the order was cancelled', zh: '订单取消' },
  400002: { en: 'the order is stuck', zh: '订单滞留' },
} as const satisfies Readonly<Record<number, Text>>
