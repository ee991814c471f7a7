import * as v from 'valibot'
import { name } from '../../state/plainSchemas'
import { waybillOf } from '../orders/orders'
import { ONE_PART, TWO_PARTS } from '../orders/printHtml'
import { type Behaviour, read } from './Behaviour'

const schema = v.object({
  order_id: name,
  delivery_id: name,
  // "" counts as missing: assumed#blank-optional. The openid is not compared: a function that relied on it would look safe here.
  waybill_id: v.nullish(v.string(), ''),
  print_type: v.nullish(v.picklist([TWO_PARTS, ONE_PART]), TWO_PARTS),
})

/**
 * Returns an order and its waybill as HTML. That the response has an errcode was seen:
 * https://developers.weixin.qq.com/community/personal/oCJUswx3rJYQMawOgZwaqtAovsvE/answer
 */
export const getOrder: Behaviour = (call) => {
  const { print_type, ...ids } = read(schema, call.wireParams)
  return waybillOf(call, ids, print_type)
}
