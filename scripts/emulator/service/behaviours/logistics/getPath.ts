import { getPath as api } from '../../../../../cloudfunctions/openapi/apis/logistics/getPath'
import { type Behaviour, read } from '../../Behaviour'
import { courierOf, findOrder } from '../../orders/orders'
import { WeChatError } from '../../WeChatError'

/**
 * Returns the path of a parcel. order_id and openid are not compared: assumed#path-order-id. 40199 for a waybill that
 * addOrder did not make: https://developers.weixin.qq.com/community/develop/doc/000acab8e347b8c501025211e66800
 */
export const getPath: Behaviour = (call) => {
  const { appid, fixtures, records } = call
  const { deliveryId: delivery_id, waybillId: waybill_id } = read(api, call)
  courierOf(fixtures, delivery_id)
  const order = findOrder(records, { appid, delivery_id, waybill_id })
  if (!order) throw new WeChatError(40199)
  const { openid, path_item_list } = order
  return { openid, delivery_id, waybill_id, path_item_num: path_item_list.length, path_item_list }
}
