import { sandbox } from '../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import type { Courier } from '../../state/fixturesSchema'
import type { Order } from '../../state/recordsSchema'

/** The courier of the sandbox, in a file that the page can bundle. https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/express_sanbox.html */
export const sandboxCourier: Courier = {
  delivery_id: sandbox.deliveryId,
  delivery_name: '沙盒测试',
  can_use_cash: 0,
  can_get_quota: 0,
  cash_biz_id: '',
  service_type: [{ service_type: 1, service_name: 'test_service_name' }],
}

/** Returns the couriers of the fixtures and the sandbox's, of which the fixtures may have the switches only. */
export function withSandbox(couriers: readonly Courier[]): Courier[] {
  return [...couriers.filter((it) => it.delivery_id !== sandbox.deliveryId), sandboxCourier]
}

/** https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/express_sanbox.html */
const ORDERS_A_DAY = 10

/**
 * Returns whether a mini program has placed all the sandbox orders of today, in Beijing time. Cancelled orders count:
 * assumed#sandbox-day
 *
 * @param now in seconds
 */
export function isSandboxUsedUp(orders: readonly Order[], appid: string, now: number): boolean {
  const dayOf = (time: number) => Math.floor((time + 8 * 3600) / (24 * 3600))
  const isOfToday = (it: Order) =>
    it.appid === appid && it.delivery_id === sandbox.deliveryId && dayOf(it.create_time) === dayOf(now)
  return orders.filter(isOfToday).length >= ORDERS_A_DAY
}
