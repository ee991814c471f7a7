import { createHash } from 'node:crypto'
import { sandbox } from '../../../../cloudfunctions/openapi/apis/sandbox'
import type { Order } from '../../state/orderSchema'
import type { WireOrder } from './readOrder'

/** How waybill numbers begin and how long they are: JDVC14065102105 and, of EMS, 1119044791429 were seen, others are assumed. */
const PREFIXES: Readonly<Record<string, string>> = { SF: 'SF', YTO: 'YT', JDL: 'JDVC' }
const DIGITS = 13
const MAX_LENGTH = 15
/** A courier that was seen to give no waybill_data: https://developers.weixin.qq.com/community/personal/oCJUswx3rJYQMawOgZwaqtAovsvE/answer */
const WITHOUT_DATA: readonly string[] = ['EMS']

/**
 * The waybill that a courier gives to an order: of one BizID and OrderID always the same number, as WeChat demands it of
 * couriers (logistics.onAddOrder). The names in waybill_data are known of SF, ZTO and the sandbox and assumed of others.
 *
 * @param order what was ordered
 * @param now in seconds; a part of the sandbox's numbers, as WxJava's WxMaExpressServiceImplTest shows them
 */
export function newWaybill(order: WireOrder, now: number): Pick<Order, 'waybill_id' | 'waybill_data'> {
  const { delivery_id, biz_id, order_id, receiver } = order
  const digits = digitsOf(JSON.stringify([delivery_id, biz_id, order_id]))
  const mark = {
    key: `${delivery_id}_mark`,
    value: `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)}`,
  }
  if (delivery_id === sandbox.deliveryId) {
    return { waybill_id: `${order_id}_${now}_waybill_id`, waybill_data: [mark] }
  }
  const bagAddr = { key: `${delivery_id}_bagAddr`, value: receiver.city.replace(/市$/, '') }
  return {
    waybill_id: `${PREFIXES[delivery_id] ?? ''}${digits}`.slice(0, MAX_LENGTH),
    waybill_data: WITHOUT_DATA.includes(delivery_id) ? [] : [bagAddr, mark],
  }
}

function digitsOf(text: string): string {
  const hash = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
  return String(hash % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0')
}
