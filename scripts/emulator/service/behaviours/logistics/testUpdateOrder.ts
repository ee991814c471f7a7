import { testUpdateOrder as api } from '../../../../../cloudfunctions/openapi/apis/logistics/testUpdateOrder'
import { type Behaviour, read } from '../../Behaviour'
import { findOrder, moveOrder } from '../../orders/orders'
import { WeChatError } from '../../WeChatError'

/**
 * Moves an order of the sandbox. Seen: 40097 with a real courier, 930563 for an order that is not of the sandbox,
 * https://developers.weixin.qq.com/community/personal/oCJUsw7p1Z2G7VWqIZatSwOpC7ik/follow
 */
export const testUpdateOrder: Behaviour = (call) => {
  const { appid, records, push } = call
  const { deliveryId, orderId, waybillId, actionTime, actionType, actionMsg } = read(api, call)
  const order = findOrder(records, { appid, delivery_id: deliveryId, order_id: orderId, waybill_id: waybillId })
  if (!order) throw new WeChatError(930563)
  moveOrder(records, order, { action_time: actionTime, action_type: actionType, action_msg: actionMsg }, push)
  return { errcode: 0, errmsg: 'ok' }
}
