import type { Order } from '../../state/recordsSchema'
import type { Push } from '../Push'
import { pushOf } from './pushOf'

/**
 * Returns the push for a parcel that has moved, with its whole path. Version counts the changes: assumed#push-version
 *
 * @param order as it is now
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/provider/logistics.onPathUpdate.html
 */
export function addExpressPath({ appid, delivery_id, waybill_id, order_id, path_item_list }: Order): Push {
  return pushOf(appid, 'add_express_path', {
    DeliveryID: delivery_id,
    WayBillId: waybill_id,
    OrderId: order_id,
    Version: path_item_list.length,
    Count: path_item_list.length,
    Actions: path_item_list.map((it) => ({
      ActionTime: it.action_time,
      ActionType: it.action_type,
      ActionMsg: it.action_msg,
    })),
  })
}
