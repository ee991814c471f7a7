import type { Text } from '../../../../cloudfunctions/openapi/codes/Code'
import type { WireOrder } from './readOrder'

const PARTY_BYTES = {
  name: 64,
  tel: 32,
  mobile: 32,
  company: 64,
  post_code: 10,
  country: 64,
  province: 64,
  city: 64,
  area: 64,
  address: 512,
} as const
const ORDER_ID_BYTES = 512
const REMARK_BYTES = 1024
const GOODS_BYTES = 128

/**
 * What of an order is too long, or, by an answer of WeChat's staff, a picture that is not there (9300526).
 *
 * @returns undefined when nothing is
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html
 */
export function sizeMistake(order: WireOrder): Text | undefined {
  const limits: readonly (readonly [string, string, number])[] = [
    ['order_id', order.order_id, ORDER_ID_BYTES],
    ['custom_remark', order.custom_remark, REMARK_BYTES],
    ...partyLimits('sender', order.sender),
    ...partyLimits('receiver', order.receiver),
    ...order.cargo.detail_list.map((it, at) => [`cargo.detail_list.${at}.name`, it.name, GOODS_BYTES] as const),
    // Those of shop.detail_list have no limit on any page.
    ['shop.goods_name', order.shop.goods_name, GOODS_BYTES],
  ]
  const long = limits.find(([, text, bytes]) => Buffer.byteLength(text) > bytes)
  if (long) {
    const [path, , bytes] = long
    return { en: `${path} is longer than ${bytes} bytes`, zh: `${path} 超过 ${bytes} 字节` }
  }
  const bare = order.shop.detail_list.findIndex((it) => it.goods_img_url === '')
  if (bare === -1) return undefined
  const path = `shop.detail_list.${bare}.goods_img_url`
  return { en: `${path} is missing`, zh: `缺少 ${path}` }
}

function partyLimits(who: string, party: WireOrder['sender']) {
  return keysOf(PARTY_BYTES).map((key) => [`${who}.${key}`, party[key], PARTY_BYTES[key]] as const)
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  const keys: K[] = []
  for (const key in record) keys.push(key)
  return keys
}
