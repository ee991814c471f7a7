import * as v from 'valibot'
import type { Text } from '../../../../cloudfunctions/openapi/codes/Code'
import { WeChatError } from '../WeChatError'

const filled = v.pipe(v.string(), v.nonEmpty())
/** Null counts as missing: assumed#blank-optional */
const text = v.nullish(v.string(), '')
/** JSON.parse makes an infinite one of 1e999. */
const number = v.pipe(v.number(), v.finite())

const party = v.object({
  name: text,
  tel: text,
  mobile: text,
  company: text,
  post_code: text,
  country: text,
  province: text,
  city: text,
  area: text,
  address: text,
})

const schema = v.object({
  order_id: filled,
  openid: text,
  delivery_id: filled,
  biz_id: filled,
  custom_remark: text,
  tagid: v.nullish(number),
  // Documents and clients of 2019 do not have it.
  add_source: v.nullish(number, 0),
  wx_appid: text,
  sender: party,
  receiver: party,
  cargo: v.object({
    count: number,
    weight: number,
    space_x: number,
    space_y: number,
    space_z: number,
    detail_list: v.array(v.object({ name: v.string(), count: number })),
  }),
  // May be left out: assumed#shop-optional
  shop: v.nullish(
    v.object({
      wxa_path: text,
      img_url: text,
      goods_name: text,
      goods_count: v.nullish(number, 0),
      detail_list: v.nullish(v.array(v.object({ goods_name: text, goods_img_url: text, goods_desc: text })), []),
    }),
    {},
  ),
  insured: v.object({ use_insured: v.nullish(number, 0), insured_value: v.nullish(number, 0) }),
  service: v.object({ service_type: v.pipe(number, v.integer()), service_name: text }),
  expect_time: v.nullish(number),
  take_mode: v.nullish(number),
})

/** Unix seconds have so many digits for the next three thousand years; milliseconds had more in 1973. */
const MAX_SECONDS = 1e11

const zeroOrOne = v.picklist([0, 1])

/** What is accepted where not every number is. */
const values = v.object({
  ...schema.entries,
  add_source: v.nullish(v.picklist([0, 2]), 0),
  insured: v.object({
    use_insured: v.nullish(zeroOrOne, 0),
    insured_value: schema.entries.insured.entries.insured_value,
  }),
  expect_time: v.nullish(v.pipe(number, v.integer(), v.minValue(0), v.maxValue(MAX_SECONDS))),
  take_mode: v.nullish(zeroOrOne),
})

/** What addOrder was sent, with a default for whatever may be left out. */
export type WireOrder = v.InferOutput<typeof values>

/**
 * Reads the parameters of addOrder. A missing parameter, or one of a wrong type, is 47001 (its page). A value that is not
 * accepted is 930561: assumed#order-values
 *
 * @param tell is told which parameter is wrong, and never its value
 * @throws WeChatError
 */
export function readOrder(wireParams: unknown, tell: (why: Text) => void): WireOrder {
  const [missing] = v.safeParse(schema, wireParams).issues ?? []
  if (missing) {
    const path = v.getDotPath(missing) ?? ''
    tell({ en: `${path} is missing, or of the wrong kind`, zh: `缺少参数 ${path}，或其类型不对` })
    throw new WeChatError(47001)
  }
  const { success, output, issues } = v.safeParse(values, wireParams)
  if (success) return output
  const path = v.getDotPath(issues[0]) ?? ''
  const unit = path === 'expect_time'
  tell({
    en: `${path} has a value that is not accepted${unit ? ': it is in seconds, not milliseconds' : ''}`,
    zh: `参数 ${path} 的值无效${unit ? '：单位是秒，不是毫秒' : ''}`,
  })
  throw new WeChatError(930561)
}
