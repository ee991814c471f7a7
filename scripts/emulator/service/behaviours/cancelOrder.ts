import * as v from 'valibot'
import { name } from '../../state/plainSchemas'
import { CANCELLED } from '../../state/recordsSchema'
import { courierOf, findOrder } from '../orders/orders'
import { WeChatError } from '../WeChatError'
import { type Behaviour, read } from './Behaviour'

const schema = v.object({
  order_id: name,
  delivery_id: name,
  waybill_id: name,
})

/**
 * Cancels an order whose parcel has not moved. The codes are those of the older page; their order: assumed#cancel-checks
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_cancelorder.html
 */
export const cancelOrder: Behaviour = ({ appid, wireParams, fixtures, records }) => {
  const { order_id, delivery_id, waybill_id } = read(schema, wireParams, 930561)
  courierOf(fixtures, delivery_id)
  const order = findOrder(records, { appid, delivery_id, order_id })
  if (!order) throw new WeChatError(930563)
  if (order.waybill_id !== waybill_id) throw new WeChatError(40199)
  if (order.order_status === CANCELLED) throw new WeChatError(9300524)
  if (order.path_item_list.length > 0) throw new WeChatError(9300506)
  records.orders.put({ ...order, order_status: CANCELLED })
  return { errcode: 0, errmsg: 'ok', delivery_resultcode: 0, delivery_resultmsg: '' }
}
