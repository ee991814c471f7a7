import * as v from 'valibot'
import { orderOf } from '../orders/orderOf'
import { TWO_PARTS } from '../orders/printHtml'
import { waybillOf } from '../orders/waybillOf'
import { WeChatError } from '../WeChatError'
import type { ApiCall, Behaviour, Body } from './Behaviour'

const asked = v.object({
  order_id: v.pipe(v.string(), v.nonEmpty()),
  delivery_id: v.pipe(v.string(), v.nonEmpty()),
  waybill_id: v.nullish(v.string(), ''),
})
const schema = v.object({ order_list: v.pipe(v.array(asked), v.nonEmpty()) })

const MAX_ORDERS = 100

/**
 * Returns up to a hundred orders. One that cannot be returned is an errcode in the list. Refusals: assumed#batch-refusals
 */
export const batchGetOrder: Behaviour = (call) => {
  const { success, output } = v.safeParse(schema, call.wireParams)
  if (!success) throw new WeChatError(40097)
  if (output.order_list.length > MAX_ORDERS) throw new WeChatError(9300526)
  return { order_list: output.order_list.map((it) => told(call, it)) }
}

function told(call: ApiCall, it: v.InferOutput<typeof asked>): Body {
  try {
    return { errcode: 0, errmsg: 'ok', ...waybillOf(orderOf(call, it), call.fixtures, TWO_PARTS) }
  } catch (error) {
    if (error instanceof WeChatError) return { errcode: error.errcode, errmsg: error.message, ...it }
    throw error
  }
}
