import * as v from 'valibot'
import { name } from '../../state/plainSchemas'
import { waybillOf } from '../orders/orders'
import { TWO_PARTS } from '../orders/printHtml'
import { WeChatError } from '../WeChatError'
import { type Behaviour, read } from './Behaviour'

const order = v.object({
  order_id: name,
  delivery_id: name,
  waybill_id: v.nullish(v.string(), ''),
})
const schema = v.object({ order_list: v.pipe(v.array(order), v.nonEmpty()) })

const MAX_ORDERS = 100

/**
 * Returns up to 100 orders. An order that cannot be returned is an errcode in the list. Refusals: assumed#batch-refusals
 */
export const batchGetOrder: Behaviour = (call) => {
  const { order_list } = read(schema, call.wireParams)
  if (order_list.length > MAX_ORDERS) throw new WeChatError(9300526)
  return {
    order_list: order_list.map((ids) => {
      try {
        return waybillOf(call, ids, TWO_PARTS)
      } catch (error) {
        if (error instanceof WeChatError) return { errcode: error.errcode, errmsg: error.message, ...ids }
        throw error
      }
    }),
  }
}
