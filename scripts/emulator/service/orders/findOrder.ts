import { type Order, waybillKey } from '../../state/orderSchema'
import type { Records } from '../../state/Records'

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
  const found =
    order_id === undefined
      ? records.orders.of(waybillKey({ appid, delivery_id, waybill_id: waybill_id ?? '' })).at(-1)
      : records.orders.get(appid, order_id)
  if (found?.delivery_id !== delivery_id) return undefined
  return waybill_id === undefined || waybill_id === found.waybill_id ? found : undefined
}
