import { cancelOrder as api } from '../../../../../cloudfunctions/openapi/apis/logistics/cancelOrder'
import { CANCELLED } from '../../../state/recordsSchema'
import { type Behaviour, read } from '../../Behaviour'
import { courierOf, findOrder, refuseAsCourier, withSwitches } from '../../orders/orders'
import { WeChatError } from '../../WeChatError'

/**
 * Cancels an order whose parcel has not moved. The codes are those of the older page; their order: assumed#cancel-checks
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_cancelorder.html
 */
export const cancelOrder: Behaviour = (call) => {
  const { appid, fixtures, records } = call
  const { orderId, deliveryId, waybillId } = read(api, call, 930561)
  const { can_cancel, cancels_moved } = withSwitches(courierOf(fixtures, deliveryId))
  const order = findOrder(records, { appid, delivery_id: deliveryId, order_id: orderId })
  if (!order) throw new WeChatError(930563)
  if (order.waybill_id !== waybillId) throw new WeChatError(40199)
  if (order.order_status === CANCELLED) throw new WeChatError(9300524)
  if (order.path_item_list.length > 0 && !cancels_moved) throw new WeChatError(9300506)
  // Seen: STO, ZTO https://developers.weixin.qq.com/community/develop/doc/000aa4b2a00a9055b4f70562e59c00
  if (!can_cancel) refuseAsCourier(call, 30004, '快递公司不支持取消订单')
  records.orders.put({ ...order, order_status: CANCELLED })
  return { errcode: 0, errmsg: 'ok', delivery_resultcode: 0, delivery_resultmsg: '' }
}
