import type { Text } from '../../../../cloudfunctions/openapi/codes/Code'
import type { WireOrder } from './readOrder'

/**
 * What of an order's goods is empty or no picture, or zero (9300535).
 *
 * @returns undefined when nothing is
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html
 */
export function shopMistake({ img_url, goods_name, goods_count, detail_list }: WireOrder['shop']): Text | undefined {
  if (detail_list.length === 0) {
    if (!isUrl(img_url)) return noUrl('shop.img_url')
    if (goods_name.trim() === '') return empty('shop.goods_name')
    return goods_count >= 1 ? undefined : { en: 'shop.goods_count is under 1', zh: 'shop.goods_count 小于 1' }
  }
  for (const [at, goods] of detail_list.entries()) {
    if (!isUrl(goods.goods_img_url)) return noUrl(`shop.detail_list.${at}.goods_img_url`)
    if (goods.goods_name.trim() === '') return empty(`shop.detail_list.${at}.goods_name`)
  }
  return undefined
}

const isUrl = (text: string) => /^https?:\/\/\S+$/i.test(text)
const noUrl = (path: string): Text => ({ en: `${path} is no http address`, zh: `${path} 不是 http 地址` })
const empty = (path: string): Text => ({ en: `${path} is empty`, zh: `${path} 为空` })
