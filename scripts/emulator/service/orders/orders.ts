import { createHash } from 'node:crypto'
import { sandbox } from '../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { inBoth } from '../../../../cloudfunctions/openapi/messages/Message'
import type { Fixtures } from '../../state/Fixtures'
import type { Courier } from '../../state/fixturesSchema'
import type { Records } from '../../state/Records'
import type { Order, PathItem } from '../../state/recordsSchema'
import type { ApiCall } from '../Behaviour'
import { addExpressPath, type Push } from '../pushes'
import { WeChatError } from '../WeChatError'
import { sandboxCourier } from './sandboxCourier'
import { type PrintType, printHtml } from './waybill'

/**
 * Returns a courier of the fixtures, or the sandbox's, whose switches the fixtures may change.
 *
 * @throws WeChatError 9300503
 */
export function courierOf(fixtures: Fixtures, deliveryId: string): Courier {
  const known = fixtures.courier(deliveryId)
  const courier = deliveryId === sandbox.deliveryId ? { ...known, ...sandboxCourier } : known
  if (!courier) throw new WeChatError(9300503)
  return courier
}

/** How couriers differ, unless the fixtures say otherwise: assumed#courier-switches */
const SWITCHES = { can_cancel: true, cancels_moved: false, no_goods_code: 30001, min_insured_value: 0 }

/**
 * What couriers answered to users: STO and ZTO 30004 to cancelOrder (2022-05-07, 2019-01-18), JDL -1 to an order without goods
 * (2023-07-20), SF 20008 to an insured_value under 100 (2023-01-11).
 */
const SEEN: Readonly<Record<string, Partial<typeof SWITCHES>>> = {
  STO: { can_cancel: false },
  ZTO: { can_cancel: false },
  JDL: { no_goods_code: -1 },
  SF: { min_insured_value: 100 },
}

/** Returns a courier with all of its switches. */
export function withSwitches(courier: Courier) {
  return { ...SWITCHES, ...SEEN[courier.delivery_id], ...courier }
}

/**
 * Refuses an order as the courier itself does.
 *
 * @param more `waybill_data` of addOrder
 * @throws WeChatError 9300501
 */
export function refuseAsCourier({ log }: ApiCall, resultcode: number, resultmsg: string, more: object = {}): never {
  log(inBoth(() => `delivery_resultcode ${resultcode}: ${resultmsg}`))
  throw new WeChatError(9300501, undefined, {
    delivery_resultcode: resultcode,
    delivery_resultmsg: resultmsg,
    ...more,
  })
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
    // The sandbox has no such template: https://developers.weixin.qq.com/community/develop/doc/000aea869488808760bdacfc95bc00
    print_html:
      delivery_id === sandbox.deliveryId && printType === 1
        ? ''
        : Buffer.from(printHtml(order, delivery_name, printType)).toString('base64'),
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

/** Returns the token of a parcel: 64 characters, as users have seen it. */
export function waybillTokenOf({ appid, order_id, waybill_id }: Order): string {
  return createHash('sha384')
    .update(JSON.stringify([appid, order_id, waybill_id]))
    .digest('base64url')
}
