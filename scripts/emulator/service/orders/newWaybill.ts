import { createHash } from 'node:crypto'
import { sandbox } from '../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import type { Order } from '../../state/recordsSchema'

/** Prefixes of waybill numbers: assumed#waybill-numbers */
const PREFIXES: Readonly<Record<string, string>> = { SF: 'SF', YTO: 'YT', JDL: 'JDVC' }
const DIGITS = 13
const MAX_LENGTH = 15
/** The keys of SF: https://developers.weixin.qq.com/community/develop/doc/0004049e878540068780f766e66400. Their values are our own. */
const SF_KEYS =
  'abFlag cargoName codeMapping codingMappingOut destEncodePhone destRouteLabel destTeamCode destcode filter_result limitTypeCode origincode printFlag printIcon sourceTransferCode twoDimensionCode xbFlag'.split(
    ' ',
  )
/** The key of SF that has the sorting code. */
export const SF_MARK = 'destRouteLabel'
/** A courier that was seen to give no waybill_data: https://developers.weixin.qq.com/community/personal/oCJUswx3rJYQMawOgZwaqtAovsvE/answer */
const WITHOUT_DATA: readonly string[] = ['EMS']

/**
 * Returns the waybill that a courier gives to an order. The same BizID and OrderID always get the same number, as WeChat
 * demands of couriers (logistics.onAddOrder). Keys of waybill_data at most couriers: assumed#waybill-data
 *
 * @param order what was ordered
 * @param now in seconds; a part of the sandbox's numbers, as WxJava's WxMaExpressServiceImplTest shows them
 */
export function newWaybill(
  order: Pick<Order, 'delivery_id' | 'biz_id' | 'order_id'> & { receiver: { city: string } },
  now: number,
): Pick<Order, 'waybill_id' | 'waybill_data'> {
  const { delivery_id, biz_id, order_id, receiver } = order
  const digits = digitsOf(JSON.stringify([delivery_id, biz_id, order_id]))
  const mark = {
    key: `${delivery_id}_mark`,
    value: `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)}`,
  }
  if (delivery_id === sandbox.deliveryId) {
    return { waybill_id: `${order_id}_${now}_waybill_id`, waybill_data: [mark] }
  }
  const sfData = SF_KEYS.map((key) => ({ key, value: key === SF_MARK ? mark.value : '' }))
  const bagAddr = { key: `${delivery_id}_bagAddr`, value: receiver.city.replace(/市$/, '') }
  return {
    waybill_id: `${PREFIXES[delivery_id] ?? ''}${digits}`.slice(0, MAX_LENGTH),
    waybill_data: WITHOUT_DATA.includes(delivery_id) ? [] : delivery_id === 'SF' ? sfData : [bagAddr, mark],
  }
}

function digitsOf(text: string): string {
  const hash = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
  return String(hash % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0')
}
