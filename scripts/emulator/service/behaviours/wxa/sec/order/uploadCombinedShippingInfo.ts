import { combinedUpload, subOrder } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/fields'
import type { Behaviour } from '../../../../Behaviour'
import { readTrade, ship } from '../../../../shipping'
import { WeChatError } from '../../../../WeChatError'

const params = combinedUpload(subOrder)

/** Ships orders that were paid together. The number of the combined order is not looked up: assumed#combined-order */
export const uploadCombinedShippingInfo: Behaviour = (call) => {
  const upload = readTrade(params, call)
  const { orderKey, subOrders } = upload
  const keys = subOrders.map((it) => JSON.stringify(it.orderKey))
  if (new Set(keys).size < keys.length) throw new WeChatError(10060013)
  if (subOrders.some((it) => it.orderKey.orderNumberType !== orderKey.orderNumberType)) throw new WeChatError(268485253)
  ship(call, subOrders, upload)
  return { errcode: 0, errmsg: 'ok' }
}
