import * as v from 'valibot'
import { says } from '../../../cloudfunctions/openapi/messages/issues'
import {
  amount,
  described,
  exactly,
  flag,
  from,
  integer,
  listOf,
  name,
  number,
  oneOf,
  optional,
  should,
  text,
  withDefault,
} from '../schemas/plainSchemas'
import { deliveryId } from './couriers'

/** WeChat's status_code of an account, https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.getAllAccount.html */
export const BOUND = 0
export const REVIEWING = 1
export const REFUSED = 2
export const UNBOUND = 3

/** WeChat's order_status, https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getorder.html */
export const NORMAL = 0
export const CANCELLED = 1

const optionalText = v.optional(text, '')
const optionalNumber = v.optional(number, 0)

/** An account of a mini program at a courier, whether bound, under review, refused or unbound. */
export const accountSchema = exactly({
  appid: name,
  delivery_id: deliveryId,
  biz_id: name,
  create_time: integer,
  update_time: integer,
  status_code: withDefault(
    oneOf([BOUND, REVIEWING, REFUSED, UNBOUND]),
    BOUND,
    '0 bound, 1 under review, 2 refused, 3 unbound. 0 已绑定，1 审核中，2 绑定失败，3 已解绑',
  ),
  ...v.entriesFromList(['alias', 'remark_wrong_msg', 'remark_content'], optionalText),
})

/** How many e-waybills a customer has used. The balance is the customer's quota_num minus this number. */
export const quotaSchema = exactly({
  delivery_id: name,
  biz_id: name,
  used: amount,
  update_time: integer,
})

/** A user who may print waybills with WeChat's PC program, and the tags (tagid) of the tenants they may print for. */
export const printerSchema = exactly({
  appid: name,
  openid: name,
  tagid_list: v.optional(listOf(text), []),
})

/** The fields of a sender or receiver; each is a string. */
export const partyFields = [
  'name',
  'tel',
  'mobile',
  'company',
  'post_code',
  'country',
  'province',
  'city',
  'area',
  'address',
] as const
const party = v.optional(exactly(v.entriesFromList(partyFields, optionalText)), {})

/** An order with its waybill and path, under the names of addOrder, getOrder and getPath. */
export const orderSchema = exactly({
  appid: name,
  order_id: name,
  delivery_id: deliveryId,
  waybill_id: name,
  biz_id: optionalText,
  openid: optionalText,
  add_source: v.optional(oneOf([0, 2]), 0),
  wx_appid: optionalText,
  custom_remark: optionalText,
  tagid: v.exactOptional(number),
  sender: party,
  receiver: party,
  cargo: v.optional(
    exactly({
      count: v.optional(number, 1),
      ...v.entriesFromList(['weight', 'space_x', 'space_y', 'space_z'], optionalNumber),
      detail_list: v.optional(listOf(exactly({ name: text, count: number })), []),
    }),
    {},
  ),
  shop: v.optional(
    exactly({
      ...v.entriesFromList(['wxa_path', 'img_url', 'goods_name'], optionalText),
      goods_count: optionalNumber,
      detail_list: v.optional(
        listOf(exactly({ goods_name: text, goods_img_url: optionalText, goods_desc: optionalText })),
        [],
      ),
    }),
    {},
  ),
  insured: v.optional(exactly({ use_insured: v.optional(oneOf([0, 1]), 0), insured_value: optionalNumber }), {}),
  service: v.optional(exactly({ service_type: v.optional(integer, 0), service_name: optionalText }), {}),
  expect_time: v.exactOptional(amount),
  take_mode: v.exactOptional(oneOf([0, 1])),
  order_status: v.optional(oneOf([NORMAL, CANCELLED]), NORMAL),
  create_time: integer,
  waybill_data: v.optional(listOf(exactly({ key: text, value: text })), []),
  path_item_list: v.optional(listOf(exactly({ action_time: integer, action_type: integer, action_msg: text })), []),
  traced_goods: v.exactOptional(listOf(exactly({ goods_name: text, goods_img_url: text }))),
})

/** WeChat's order_state of a payment, https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_getorder.html */
export const TO_SHIP = 1
export const SHIPPED = 2
export const RECEIVED = 3
export const SETTLED = 4
export const REFUNDED = 5

const contactSchema = exactly(v.entriesFromList(['consignor_contact', 'receiver_contact'], v.optional(text)))

/** What was uploaded about a payment. */
const shippingSchema = exactly({
  delivery_mode: integer,
  logistics_type: integer,
  finish_shipping: flag,
  reshipped: v.optional(flag, false),
  upload_time: optionalText,
  shipping_list: listOf(
    exactly({
      ...v.entriesFromList(['tracking_no', 'express_company'], v.optional(text)),
      goods_desc: text,
      upload_time: integer,
      contact: v.optional(contactSchema),
    }),
  ),
})

/** A payment of a buyer, or an order of unifiedOrder that is not paid (NOTPAY), under the names of wxa.sec.order. */
export const paymentSchema = exactly({
  appid: name,
  transaction_id: described(name, 'The number of the payment at WeChat Pay. 微信支付订单号'),
  merchant_id: withDefault(name, '1900000000', 'The merchant. 商户号'),
  merchant_trade_no: name,
  openid: described(name, 'The buyer. 买家的 openid'),
  paid_amount: described(from(1), 'In fen. 单位为分'),
  description: described(optionalText, 'What was bought. 商品描述'),
  trade_state: withDefault(
    oneOf(['NOTPAY', 'SUCCESS', 'CLOSED']),
    'SUCCESS',
    'NOTPAY: the order of a function, not paid yet. NOTPAY 未支付，SUCCESS 已支付，CLOSED 已关闭',
  ),
  trade_create_time: integer,
  pay_time: v.optional(integer, 0),
  function: described(optionalText, 'The function of the merchant that gets the result. 接收支付结果的云函数'),
  ...v.entriesFromList(['attach', 'nonce_str'], optionalText),
  order_state: withDefault(
    oneOf([TO_SHIP, SHIPPED, RECEIVED, SETTLED, REFUNDED]),
    TO_SHIP,
    '1 to ship, 2 shipped, 3 received, 4 settled, 5 refunded. 1 待发货，2 已发货，3 确认收货，4 交易完成，5 已退款',
  ),
  shipping: v.exactOptional(shippingSchema),
  ...v.entriesFromList(['shipped_time', 'confirm_receive_time', 'settlement_time'], v.optional(integer, 0)),
  confirm_receive_method: v.exactOptional(oneOf([1, 2])),
  ...v.entriesFromList(['is_overdue', 'is_reminded'], v.optional(flag, false)),
})

/** https://developers.weixin.qq.com/minigame/dev/wxcloud/guide/storage/naming.html */
const MAX_PATH_BYTES = 850

/** The path of a file in the storage. What an invalid one gets: assumed#storage-path */
export const filePath = v.pipe(
  text,
  v.check(
    (it) =>
      /^(?!\/)./s.test(it) &&
      !it.includes('//') &&
      Buffer.byteLength(it) <= MAX_PATH_BYTES &&
      ![...it].some((char) => char >= '\u0018' && char <= '\u001b'),
    says(
      should(
        `a path such as images/a.png: up to ${MAX_PATH_BYTES} bytes, without / at the start, // and the control characters 24 to 27`,
        ` images/a.png 这样的路径：最长 ${MAX_PATH_BYTES} 字节，开头不能有 /，不能有 // 和控制字符 24 到 27`,
      ),
    ),
  ),
)

/** A file of the storage: the name of its content on disk, its size in bytes, and when it was stored. */
export const fileSchema = exactly({
  path: filePath,
  content: v.pipe(text, v.regex(/^[0-9a-f]{32}$/)),
  size: amount,
  time: integer,
})

const appid = optional(name, 'The mini program (default: the first one). 所属小程序，默认为第一个')

/** An account in the fixtures. The default of each field is that of an account bound just now. */
export const seedAccountSchema = exactly({
  ...accountSchema.entries,
  appid,
  create_time: v.exactOptional(integer),
  update_time: v.exactOptional(integer),
})

/** An order in the fixtures. The default of each field is that of an order placed just now. */
export const seedOrderSchema = exactly({ ...orderSchema.entries, appid, create_time: v.exactOptional(integer) })

/** A payment in the fixtures, made just now by default. The default of merchant_trade_no is transaction_id. */
export const seedPaymentSchema = exactly({
  ...paymentSchema.entries,
  appid,
  ...v.entriesFromList(['trade_create_time', 'pay_time'], v.exactOptional(integer)),
  merchant_trade_no: optional(
    name,
    "The merchant's number of the order (default: transaction_id). 商户订单号，默认与 transaction_id 相同",
  ),
})

/** The body of `PUT /emulator/state`: all records, each with as few fields as in the fixtures. */
export const seedSchema = exactly({
  accounts: v.optional(listOf(seedAccountSchema), []),
  quotas: v.optional(listOf(quotaSchema), []),
  orders: v.optional(listOf(seedOrderSchema), []),
  printers: v.optional(listOf(exactly({ ...printerSchema.entries, appid })), []),
  payments: v.optional(listOf(seedPaymentSchema), []),
})

export type Account = v.InferOutput<typeof accountSchema>
export type Quota = v.InferOutput<typeof quotaSchema>
export type Printer = v.InferOutput<typeof printerSchema>
export type StoredFile = v.InferOutput<typeof fileSchema>
export type Order = v.InferOutput<typeof orderSchema>
export type Payment = v.InferOutput<typeof paymentSchema>
export type Party = Order['sender']
export type PathItem = Order['path_item_list'][number]
/** All records, as `GET /emulator/state` returns them. */
export interface RecordsData {
  accounts: Account[]
  quotas: Quota[]
  orders: Order[]
  printers: Printer[]
  payments: Payment[]
}
export type Seed = v.InferOutput<typeof seedSchema>

/**
 * Completes what the fixtures or a test say about records.
 *
 * @param appid the mini program of the records that name none
 * @example
 * seedOf(fixtures.seed(), fixtures.defaultMiniProgram().appid)
 */
export function seedOf(seed: Partial<Seed>, appid: string): RecordsData {
  const { accounts = [], quotas = [], orders = [], printers = [], payments = [] } = seed
  const now = Math.floor(Date.now() / 1000)
  return {
    accounts: accounts.map((it) => ({ appid, create_time: now, update_time: it.create_time ?? now, ...it })),
    quotas,
    orders: orders.map((it) => ({ appid, create_time: now, ...it })),
    printers: printers.map((it) => ({ appid, ...it })),
    payments: payments.map((it) => ({
      ...{ appid, trade_create_time: now, pay_time: it.trade_create_time ?? now, merchant_trade_no: it.transaction_id },
      ...it,
    })),
  }
}
