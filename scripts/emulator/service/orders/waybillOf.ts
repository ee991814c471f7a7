import type { Fixtures } from '../../state/Fixtures'
import type { Order } from '../../state/recordsSchema'
import type { Body } from '../behaviours/Behaviour'
import { courierOf } from './courierOf'
import { type ONE_PART, printHtml, type TWO_PARTS } from './printHtml'

/** What getOrder and batchGetOrder tell of an order. */
export function waybillOf(order: Order, fixtures: Fixtures, printType: typeof ONE_PART | typeof TWO_PARTS): Body {
  const html = printHtml(order, courierOf(fixtures, order.delivery_id).delivery_name, printType)
  return {
    print_html: Buffer.from(html).toString('base64'),
    waybill_data: order.waybill_data,
    order_id: order.order_id,
    delivery_id: order.delivery_id,
    waybill_id: order.waybill_id,
    order_status: order.order_status,
  }
}
