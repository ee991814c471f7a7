import type { Order } from '../../state/recordsSchema'
import type { ApiCall } from '../behaviours/Behaviour'
import { WeChatError } from '../WeChatError'
import { courierOf } from './courierOf'
import { findOrder } from './findOrder'

/**
 * Finds the order that getOrder and batchGetOrder return. Refusals: assumed#getorder-refusals
 *
 * @param asked by its ids; a waybill_id of `''` is not looked at
 * @throws WeChatError
 */
export function orderOf(
  { appid, fixtures, records }: ApiCall,
  asked: { order_id: string; delivery_id: string; waybill_id: string },
): Order {
  const { order_id, delivery_id, waybill_id } = asked
  courierOf(fixtures, delivery_id)
  const order = findOrder(records, { appid, delivery_id, order_id })
  if (!order) throw new WeChatError(930563)
  if (waybill_id !== '' && waybill_id !== order.waybill_id) throw new WeChatError(9300528)
  return order
}
