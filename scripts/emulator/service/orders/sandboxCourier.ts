import { sandbox } from '../../../../cloudfunctions/openapi/apis/sandbox'
import type { Courier } from '../../state/fixturesSchema'

/** The courier of the sandbox, in a file that the page can bundle. https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/express_sanbox.html */
export const sandboxCourier: Courier = {
  delivery_id: sandbox.deliveryId,
  delivery_name: '沙盒测试',
  can_use_cash: 0,
  can_get_quota: 0,
  cash_biz_id: '',
  service_type: [{ service_type: 1, service_name: 'test_service_name' }],
}
