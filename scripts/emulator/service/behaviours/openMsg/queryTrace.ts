import { queryTrace as api } from '../../../../../cloudfunctions/openapi/apis/openMsg/queryTrace'
import { expressCompanyOf } from '../../../../../cloudfunctions/openapi/apis/wxa/sec/order/couriers'
import { type Behaviour, read } from '../../Behaviour'
import { courierOf, waybillTokenOf } from '../../orders/orders'
import { WeChatError } from '../../WeChatError'

/** The status by the last action_type. */
const STATUS: ReadonlyMap<number, number> = new Map([
  [100_001, 1],
  [200_001, 2],
  [300_002, 3],
  [300_003, 4],
  [300_004, 5],
  [400_002, 5],
])

/** Returns the state of a parcel. */
export const queryTrace: Behaviour = (call) => {
  const { waybillToken, openid } = read(api, call, 47001)
  const order = call.records.orders.all().find((it) => it.appid === call.appid && waybillTokenOf(it) === waybillToken)
  if (!order) throw new WeChatError(9300507)
  if (openid && order.openid && openid !== order.openid) throw new WeChatError(9300534)
  const { delivery_id, waybill_id, path_item_list, traced_goods } = order
  return {
    errcode: 0,
    errmsg: 'ok',
    waybill_info: { status: STATUS.get(path_item_list.at(-1)?.action_type ?? 0) ?? 0, waybill_id },
    ...(traced_goods && { shop_info: { goods_info: { detail_list: traced_goods } } }),
    delivery_info: {
      delivery_id: expressCompanyOf(delivery_id),
      delivery_name: courierOf(call.fixtures, delivery_id).delivery_name,
    },
  }
}
