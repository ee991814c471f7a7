import { getOrderList as api } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/getOrderList'
import type { Behaviour } from '../../../../Behaviour'
import { orderOf, readTrade } from '../../../../shipping'
import { WeChatError } from '../../../../WeChatError'

/** Lists paid orders, the first paid first; last_index is the transaction_id of the last one: assumed#order-list */
export const getOrderList: Behaviour = (call) => {
  const { payTimeRange = {}, orderState, openid, lastIndex, pageSize = 100 } = readTrade(api.params, call)
  const { beginTime = 0, endTime = Number.POSITIVE_INFINITY } = payTimeRange
  const all = call.records.payments.all().filter((it) => {
    const isIn = it.pay_time >= beginTime && it.pay_time <= endTime
    return isIn && it.appid === call.appid && it.trade_state === 'SUCCESS'
  })
  const start = lastIndex ? all.findIndex((it) => it.transaction_id === lastIndex) + 1 : 0
  if (lastIndex && start === 0) throw new WeChatError(10060011)
  const rest = all
    .slice(start)
    .filter((it) => it.order_state === (orderState ?? it.order_state) && it.openid === (openid || it.openid))
  const page = rest.slice(0, pageSize)
  return {
    errcode: 0,
    errmsg: 'ok',
    last_index: page.at(-1)?.transaction_id ?? '',
    has_more: rest.length > page.length,
    order_list: page.map(orderOf),
  }
}
