import { sandbox } from '../../../../cloudfunctions/openapi/apis/sandbox'
import type { Fixtures } from '../../state/Fixtures'
import type { Courier } from '../../state/fixturesSchema'
import { WeChatError } from '../WeChatError'

/** https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/express_sanbox.html */
const sandboxCourier: Courier = {
  delivery_id: sandbox.deliveryId,
  delivery_name: '沙盒测试',
  can_use_cash: 0,
  can_get_quota: 0,
  cash_biz_id: '',
  service_type: [{ service_type: 1, service_name: 'test_service_name' }],
}

/**
 * The courier by whom an order goes, one of the fixtures or the sandbox's.
 *
 * @throws WeChatError 9300503
 */
export function courierOf(fixtures: Fixtures, deliveryId: string): Courier {
  if (deliveryId === sandbox.deliveryId) return sandboxCourier
  const courier = fixtures.courier(deliveryId)
  if (courier) return courier
  throw new WeChatError(9300503)
}
