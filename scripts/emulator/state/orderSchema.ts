import * as v from 'valibot'
import { amount, exactly, integer, listOf, name, number, oneOf, text } from './plainSchemas'

/** WeChat's order_status, https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getorder.html */
export const NORMAL = 0
export const CANCELLED = 1

const optionalText = v.optional(text, '')
const optionalNumber = v.optional(number, 0)

const partySchema = exactly({
  name: optionalText,
  tel: optionalText,
  mobile: optionalText,
  company: optionalText,
  post_code: optionalText,
  country: optionalText,
  province: optionalText,
  city: optionalText,
  area: optionalText,
  address: optionalText,
})

const cargoSchema = exactly({
  count: v.optional(number, 1),
  weight: optionalNumber,
  space_x: optionalNumber,
  space_y: optionalNumber,
  space_z: optionalNumber,
  detail_list: v.optional(listOf(exactly({ name: text, count: number })), []),
})

const shopSchema = exactly({
  wxa_path: optionalText,
  img_url: optionalText,
  goods_name: optionalText,
  goods_count: optionalNumber,
  detail_list: v.optional(
    listOf(exactly({ goods_name: text, goods_img_url: optionalText, goods_desc: optionalText })),
    [],
  ),
})

const pathItemSchema = exactly({ action_time: integer, action_type: integer, action_msg: text })

/** An order with its waybill and what became of the parcel, under addOrder's, getOrder's and getPath's names. */
export const orderSchema = exactly({
  appid: name,
  order_id: name,
  delivery_id: name,
  waybill_id: name,
  biz_id: optionalText,
  openid: optionalText,
  add_source: v.optional(oneOf([0, 2]), 0),
  wx_appid: optionalText,
  custom_remark: optionalText,
  tagid: v.exactOptional(number),
  sender: v.optional(partySchema, {}),
  receiver: v.optional(partySchema, {}),
  cargo: v.optional(cargoSchema, {}),
  shop: v.optional(shopSchema, {}),
  insured: v.optional(exactly({ use_insured: v.optional(oneOf([0, 1]), 0), insured_value: optionalNumber }), {}),
  service: v.optional(exactly({ service_type: v.optional(integer, 0), service_name: optionalText }), {}),
  expect_time: v.exactOptional(amount),
  take_mode: v.exactOptional(oneOf([0, 1])),
  order_status: v.optional(oneOf([NORMAL, CANCELLED]), NORMAL),
  create_time: integer,
  waybill_data: v.optional(listOf(exactly({ key: text, value: text })), []),
  path_item_list: v.optional(listOf(pathItemSchema), []),
})

export type Order = v.InferOutput<typeof orderSchema>
export type Party = Order['sender']
export type PathItem = v.InferOutput<typeof pathItemSchema>

/**
 * What an order has in common with none but those of the same waybill.
 *
 * @example
 * records.orders.of(waybillKey({ appid, delivery_id: 'SF', waybill_id: 'SF1234567890123' }))
 */
export function waybillKey({ appid, delivery_id, waybill_id }: Pick<Order, 'appid' | 'delivery_id' | 'waybill_id'>) {
  return JSON.stringify([appid, delivery_id, waybill_id])
}
