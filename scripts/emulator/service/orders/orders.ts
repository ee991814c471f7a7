import { sandbox } from '../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import type { Fixtures } from '../../state/Fixtures'
import type { Courier } from '../../state/fixturesSchema'
import type { Records } from '../../state/Records'
import type { Order, PathItem } from '../../state/recordsSchema'
import { addExpressPath, type Push } from '../pushes'
import { WeChatError } from '../WeChatError'
import { type PrintType, printHtml } from './printHtml'
import { sandboxCourier } from './sandboxCourier'

/**
 * Returns a courier of the fixtures, or the sandbox's.
 *
 * @throws WeChatError 9300503
 */
export function courierOf(fixtures: Fixtures, deliveryId: string): Courier {
  const courier = deliveryId === sandbox.deliveryId ? sandboxCourier : fixtures.courier(deliveryId)
  if (!courier) throw new WeChatError(9300503)
  return courier
}

/** What identifies an order: order_id, waybill_id or both. */
export interface OrderName {
  appid: string
  delivery_id: string
  order_id?: string | undefined
  waybill_id?: string | undefined
}

/** Finds the order that matches every given id; of several with one waybill_id, the last. */
export function findOrder(records: Records, name: OrderName): Order | undefined {
  const { appid, delivery_id, order_id, waybill_id } = name
  const matches = (it: Order) =>
    it.appid === appid && it.delivery_id === delivery_id && (waybill_id === undefined || it.waybill_id === waybill_id)
  if (order_id === undefined) return records.orders.all().filter(matches).at(-1)
  const order = records.orders.get(appid, order_id)
  return order && matches(order) ? order : undefined
}

/**
 * Returns the body of getOrder, and of one order of batchGetOrder. Refusals: assumed#getorder-refusals
 *
 * @throws WeChatError
 */
export function waybillOf(
  { appid, fixtures, records }: { appid: string; fixtures: Fixtures; records: Records },
  ids: { orderId: string; deliveryId: string; waybillId?: string | undefined },
  printType?: PrintType,
) {
  const { orderId: order_id, deliveryId: delivery_id, waybillId } = ids
  const { delivery_name } = courierOf(fixtures, delivery_id)
  const order = findOrder(records, { appid, delivery_id, order_id })
  if (!order) throw new WeChatError(930563)
  if (waybillId && waybillId !== order.waybill_id) throw new WeChatError(9300528)
  return {
    errcode: 0,
    errmsg: 'ok',
    print_html: Buffer.from(printHtml(order, delivery_name, printType)).toString('base64'),
    waybill_data: order.waybill_data,
    order_id,
    delivery_id,
    waybill_id: order.waybill_id,
    order_status: order.order_status,
  }
}

/**
 * Adds an event to the path of a parcel and pushes it. order_status does not change, even if the courier cancels:
 * assumed#courier-cancel
 *
 * @returns the changed order
 */
export function moveOrder(records: Records, order: Order, item: PathItem, push: (push: Push) => void): Order {
  const moved = { ...order, path_item_list: [...order.path_item_list, item] }
  records.orders.put(moved)
  push(addExpressPath(moved))
  return moved
}
