import * as v from 'valibot'
import { sandbox } from '../../../../cloudfunctions/openapi/apis/sandbox'
import { actionTypes } from '../../../../cloudfunctions/openapi/apis/texts'
import { name } from '../../state/plainSchemas'
import { findOrder, moveOrder } from '../orders/orders'
import { WeChatError } from '../WeChatError'
import { type Behaviour, read } from './Behaviour'

const schema = v.object({
  biz_id: v.literal(sandbox.bizId),
  delivery_id: v.literal(sandbox.deliveryId),
  order_id: name,
  waybill_id: name,
  action_time: v.pipe(v.number(), v.integer()),
  action_type: v.pipe(
    v.number(),
    v.check((it) => it in actionTypes),
  ),
  action_msg: v.string(),
})

/**
 * Moves an order of the sandbox. Seen: 40097 with a real courier, 930563 for an order that is not of the sandbox,
 * https://developers.weixin.qq.com/community/personal/oCJUsw7p1Z2G7VWqIZatSwOpC7ik/follow
 */
export const testUpdateOrder: Behaviour = ({ appid, wireParams, records, push }) => {
  const { biz_id: _, delivery_id, order_id, waybill_id, ...item } = read(schema, wireParams)
  const order = findOrder(records, { appid, delivery_id, order_id, waybill_id })
  if (!order) throw new WeChatError(930563)
  moveOrder(records, order, item, push)
  return { errcode: 0, errmsg: 'ok' }
}
