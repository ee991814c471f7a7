import { batchGetOrder as api } from '../../../../../cloudfunctions/openapi/apis/logistics/batchGetOrder'
import { toSnakeCase } from '../../../../../cloudfunctions/openapi/names/convertCase'
import { type Behaviour, read } from '../../Behaviour'
import { waybillOf } from '../../orders/orders'
import { WeChatError } from '../../WeChatError'

const MAX_ORDERS = 100

/**
 * Returns up to 100 orders. An order that cannot be returned is an errcode in the list. Refusals: assumed#batch-refusals
 */
export const batchGetOrder: Behaviour = (call) => {
  const { order_list } = call.wireParams
  if (Array.isArray(order_list) && order_list.length > MAX_ORDERS) throw new WeChatError(9300526)
  const { orderList } = read(api, call)
  if (orderList.length === 0) throw new WeChatError(40097)
  return {
    order_list: orderList.map((ids) => {
      try {
        return waybillOf(call, ids)
      } catch (error) {
        if (!(error instanceof WeChatError)) throw error
        return { errcode: error.errcode, errmsg: error.message, waybill_id: '', ...toSnakeCase(ids) }
      }
    }),
  }
}
