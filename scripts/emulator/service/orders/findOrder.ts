import type { Records } from '../../state/Records'
import type { Order } from '../../state/recordsSchema'

/** By what an order is known. */
export interface OrderName {
  appid: string
  delivery_id: string
  order_id?: string | undefined
  waybill_id?: string | undefined
}

/**
 * Finds an order by its order_id, its waybill_id or both.
 *
 * @returns undefined when there is none of which all that is given is true
 */
export function findOrder(records: Records, name: OrderName): Order | undefined {
  const { appid, delivery_id, order_id, waybill_id } = name
  const isMeant = (it: Order) =>
    it.appid === appid && it.delivery_id === delivery_id && (waybill_id === undefined || it.waybill_id === waybill_id)
  if (order_id === undefined) return records.orders.all().filter(isMeant).at(-1)
  const order = records.orders.get(appid, order_id)
  return order && isMeant(order) ? order : undefined
}
