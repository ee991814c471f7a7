import type { Records } from '../../state/Records'
import type { Order, PathItem } from '../../state/recordsSchema'
import type { Push } from '../Push'
import { addExpressPath } from '../pushes/addExpressPath'

/**
 * Adds an event to the path of a parcel and pushes it. order_status does not change, even if the courier cancels:
 * assumed#courier-cancel
 *
 * @returns the order as it is from now on
 */
export function moveOrder(records: Records, order: Order, item: PathItem, push: (push: Push) => void): Order {
  const moved = { ...order, path_item_list: [...order.path_item_list, item] }
  records.orders.put(moved)
  push(addExpressPath(moved))
  return moved
}
