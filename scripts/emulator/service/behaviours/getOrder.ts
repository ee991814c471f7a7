import * as v from 'valibot'
import { orderOf } from '../orders/orderOf'
import { ONE_PART, TWO_PARTS } from '../orders/printHtml'
import { waybillOf } from '../orders/waybillOf'
import { WeChatError } from '../WeChatError'
import type { Behaviour } from './Behaviour'

const schema = v.object({
  order_id: v.pipe(v.string(), v.nonEmpty()),
  delivery_id: v.pipe(v.string(), v.nonEmpty()),
  // "" counts as missing: assumed#blank-optional. The openid is not compared: a function that relied on it would look safe here.
  waybill_id: v.nullish(v.string(), ''),
  print_type: v.nullish(v.picklist([TWO_PARTS, ONE_PART]), TWO_PARTS),
})

/**
 * Tells an order with its waybill as a page. That the answer carries an errcode was seen:
 * https://developers.weixin.qq.com/community/personal/oCJUswx3rJYQMawOgZwaqtAovsvE/answer
 */
export const getOrder: Behaviour = (call) => {
  const { success, output } = v.safeParse(schema, call.wireParams)
  if (!success) throw new WeChatError(40097)
  return { errcode: 0, errmsg: 'ok', ...waybillOf(orderOf(call, output), call.fixtures, output.print_type) }
}
