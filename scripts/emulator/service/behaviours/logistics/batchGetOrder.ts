import { batchGetOrder as api } from '../../../../../cloudfunctions/openapi/apis/logistics/batchGetOrder'
import { toSnakeCase } from '../../../../../cloudfunctions/openapi/names/convertCase'
import { type Behaviour, read, refuse } from '../../Behaviour'
import { waybillOf } from '../../orders/orders'
import { WeChatError } from '../../WeChatError'

const MAX_ORDERS = 100

/**
 * Returns up to 100 orders. An order that cannot be returned is an errcode in the list. Refusals: assumed#batch-refusals
 */
export const batchGetOrder: Behaviour = (call) => {
  const { order_list } = call.wireParams
  if (Array.isArray(order_list) && order_list.length > MAX_ORDERS)
    refuse(call, 9300526, `more than ${MAX_ORDERS} orders`, `超过 ${MAX_ORDERS} 个订单`)
  const { orderList } = read(api, call)
  if (orderList.length === 0) refuse(call, 40097, 'parameter.order_list is empty', '参数 order_list 为空')
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
