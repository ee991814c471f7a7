import * as v from 'valibot'
import type { Text } from '../../../../cloudfunctions/openapi/codes/Code'
import { WeChatError } from '../WeChatError'

const filled = v.pipe(v.string(), v.nonEmpty())
/** Null counts as missing: assumed#blank-optional */
const text = v.nullish(v.string(), '')
const upTo = (bytes: number) => v.nullish(v.pipe(v.string(), v.maxBytes(bytes)), '')
/** Finite, since JSON.parse turns 1e999 into Infinity. */
const number = v.pipe(v.number(), v.finite())
const zeroOrOne = v.pipe(number, v.picklist([0, 1]))

/** Larger than the Unix seconds of the next three thousand years, and smaller than the milliseconds since 1973. */
const MAX_SECONDS = 1e11

const party = v.object({
  name: upTo(64),
  tel: upTo(32),
  mobile: upTo(32),
  company: upTo(64),
  post_code: upTo(10),
  country: upTo(64),
  province: upTo(64),
  city: upTo(64),
  area: upTo(64),
  address: upTo(512),
})

/** https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html */
const schema = v.object({
  order_id: v.pipe(filled, v.maxBytes(512)),
  openid: text,
  delivery_id: filled,
  biz_id: filled,
  custom_remark: upTo(1024),
  tagid: v.nullish(number),
  // Missing in documents and clients of 2019.
  add_source: v.nullish(v.pipe(number, v.picklist([0, 2])), 0),
  wx_appid: text,
  sender: party,
  receiver: party,
  cargo: v.object({
    count: number,
    weight: number,
    space_x: number,
    space_y: number,
    space_z: number,
    detail_list: v.array(v.object({ name: v.pipe(v.string(), v.maxBytes(128)), count: number })),
  }),
  // May be left out: assumed#shop-optional
  shop: v.nullish(
    v.object({
      wxa_path: text,
      img_url: text,
      goods_name: upTo(128),
      goods_count: v.nullish(number, 0),
      detail_list: v.nullish(
        v.array(
          v.object({
            // No page gives a limit.
            goods_name: text,
            // By an answer of WeChat's staff, a missing picture is 9300526 like a size.
            goods_img_url: v.nullish(v.pipe(v.string(), v.minBytes(1)), ''),
            goods_desc: text,
          }),
        ),
        [],
      ),
    }),
    {},
  ),
  insured: v.object({ use_insured: v.nullish(zeroOrOne, 0), insured_value: v.nullish(number, 0) }),
  service: v.object({ service_type: v.pipe(number, v.integer()), service_name: text }),
  expect_time: v.nullish(
    v.pipe(
      number,
      v.check((it) => Number.isInteger(it) && it >= 0 && it <= MAX_SECONDS),
    ),
  ),
  take_mode: v.nullish(zeroOrOne),
})

/** The parameters of addOrder, with the defaults of those that may be left out. */
export type WireOrder = v.InferOutput<typeof schema>

/** A missing parameter or a wrong type (its page), a value that is not accepted (assumed#order-values), a wrong size. */
const CODES = [47001, 930561, 9300526]

/**
 * Validates the parameters of addOrder. Of several mistakes, the first code of CODES is reported.
 *
 * @param log receives which parameter is wrong, without its value
 * @throws WeChatError
 */
export function readOrder(wireParams: unknown, log: (why: Text) => void): WireOrder {
  const { success, output, issues } = v.safeParse(schema, wireParams)
  if (success) return output
  const mistakes = issues.map((it) => ({ path: v.getDotPath(it), ...mistakeOf(it) }))
  const first = mistakes.reduce((a, b) => (CODES.indexOf(b.errcode) < CODES.indexOf(a.errcode) ? b : a))
  log({ en: `${first.path} ${first.en}`, zh: `${first.path} ${first.zh}` })
  throw new WeChatError(first.errcode)
}

function mistakeOf({ type, requirement }: v.InferIssue<typeof schema>): Text & { errcode: number } {
  switch (type) {
    case 'picklist':
      return { errcode: 930561, en: 'has a value that is not accepted', zh: '的值无效' }
    case 'check':
      return {
        errcode: 930561,
        en: 'is not a time in seconds, or is in milliseconds',
        zh: '不是以秒为单位的时间，或单位是毫秒',
      }
    case 'max_bytes':
      return { errcode: 9300526, en: `is longer than ${requirement} bytes`, zh: `超过 ${requirement} 字节` }
    case 'min_bytes':
      return { errcode: 9300526, en: 'is missing', zh: '缺失' }
    default:
      return { errcode: 47001, en: 'is missing or has the wrong type', zh: '缺失，或类型不对' }
  }
}

/** Returns which of an order's goods lacks a name, a picture or a count (9300535), if any. */
export function shopMistake({ img_url, goods_name, goods_count, detail_list }: WireOrder['shop']): Text | undefined {
  if (detail_list.length === 0) {
    if (!isUrl(img_url)) return noUrl('shop.img_url')
    if (goods_name.trim() === '') return empty('shop.goods_name')
    return goods_count >= 1 ? undefined : { en: 'shop.goods_count is less than 1', zh: 'shop.goods_count 小于 1' }
  }
  for (const [at, goods] of detail_list.entries()) {
    if (!isUrl(goods.goods_img_url)) return noUrl(`shop.detail_list.${at}.goods_img_url`)
    if (goods.goods_name.trim() === '') return empty(`shop.detail_list.${at}.goods_name`)
  }
  return undefined
}

const isUrl = (text: string) => /^https?:\/\/\S+$/i.test(text)
const noUrl = (path: string): Text => ({ en: `${path} is not an http URL`, zh: `${path} 不是 http 地址` })
const empty = (path: string): Text => ({ en: `${path} is empty`, zh: `${path} 为空` })
