import type { Order, PathItem } from '../../state/orderSchema'
import type { Records } from '../../state/Records'
import type { Push } from '../Push'
import { addExpressPath } from '../pushes/addExpressPath'

/**
 * Adds what happened to a parcel to its path, and has it pushed. Its order_status stays as it is, also when the courier
 * cancels (assumed).
 *
 * @returns the order as it is from now on
 */
export function moveOrder(records: Records, order: Order, item: PathItem, push: (push: Push) => void): Order {
  const moved = { ...order, path_item_list: [...order.path_item_list, item] }
  records.orders.put(moved)
  push(addExpressPath(moved))
  return moved
}
