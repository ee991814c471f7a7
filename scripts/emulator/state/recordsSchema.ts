import type * as v from 'valibot'
import { orderSchema } from './orderSchema'
import { amount, exactly, integer, listOf, name, oneOf, text } from './plainSchemas'

/** WeChat's status_code of an account, https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.getAllAccount.html */
export const BOUND = 0
export const REVIEWING = 1
export const REFUSED = 2
export const UNBOUND = 3

/** An account of a mini program at a courier: bound, or on its way to it or from it. */
export const accountSchema = exactly({
  appid: name,
  delivery_id: name,
  biz_id: name,
  create_time: integer,
  update_time: integer,
  status_code: oneOf([BOUND, REVIEWING, REFUSED, UNBOUND]),
  alias: text,
  remark_wrong_msg: text,
  remark_content: text,
})

/** How many e-waybills a customer has used; the balance is the customer's quota_num without them. */
export const quotaSchema = exactly({
  delivery_id: name,
  biz_id: name,
  used: amount,
  update_time: integer,
})

/** Who may print waybills with WeChat's program for PCs, and of which tenants of a platform (tagid). */
export const printerSchema = exactly({
  appid: name,
  openid: name,
  tagid_list: listOf(text),
})

/** All records, as `GET /emulator/state` shows them. */
export const recordsSchema = exactly({
  accounts: listOf(accountSchema),
  quotas: listOf(quotaSchema),
  orders: listOf(orderSchema),
  printers: listOf(printerSchema),
})

export type Account = v.InferOutput<typeof accountSchema>
export type Quota = v.InferOutput<typeof quotaSchema>
export type Printer = v.InferOutput<typeof printerSchema>
export type RecordsData = v.InferOutput<typeof recordsSchema>
