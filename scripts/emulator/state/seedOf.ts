import * as v from 'valibot'
import { type Order, orderSchema } from './orderSchema'
import { exactly, integer, listOf, name, oneOf, text } from './plainSchemas'
import { BOUND, printerSchema, quotaSchema, REFUSED, REVIEWING, type RecordsData, UNBOUND } from './recordsSchema'

const appid = v.pipe(
  v.exactOptional(name),
  v.description('Whose it is; the first mini program unless set. 所属小程序，默认为第一个'),
)

/** An account as a person writes it: whatever is left out is as of an account that was bound just now. */
export const seedAccountSchema = exactly({
  appid,
  delivery_id: name,
  biz_id: name,
  status_code: v.pipe(
    v.optional(oneOf([BOUND, REVIEWING, REFUSED, UNBOUND]), BOUND),
    v.description('0 bound, 1 under review, 2 refused, 3 unbound. 0 已绑定，1 审核中，2 绑定失败，3 已解绑'),
  ),
  create_time: v.exactOptional(integer),
  update_time: v.exactOptional(integer),
  alias: v.optional(text, ''),
  remark_wrong_msg: v.optional(text, ''),
  remark_content: v.optional(text, ''),
})

/** An order as a person writes it: the rest is as of a parcel of which nothing is known and that was not collected yet. */
export const seedOrderSchema = exactly({ ...orderSchema.entries, appid, create_time: v.exactOptional(integer) })

const seedPrinterSchema = exactly({ ...printerSchema.entries, appid, tagid_list: v.optional(listOf(text), []) })

/**
 * What `PUT /emulator/state` takes: all records, an account with as little as its delivery_id and biz_id, an order with
 * as little as its order_id, delivery_id and waybill_id.
 */
export const seedSchema = exactly({
  accounts: v.optional(listOf(seedAccountSchema), []),
  quotas: v.optional(listOf(quotaSchema), []),
  orders: v.optional(listOf(seedOrderSchema), []),
  printers: v.optional(listOf(seedPrinterSchema), []),
})

export type SeedAccount = v.InferOutput<typeof seedAccountSchema>
export type SeedOrder = v.InferOutput<typeof seedOrderSchema>
export type Seed = v.InferOutput<typeof seedSchema>

/**
 * The records that accounts and orders of the fixtures, or of a test, become.
 *
 * @param seed what a person wrote
 * @param appid of those that name none
 * @example
 * seedOf(fixtures.seed(), fixtures.defaultMiniProgram().appid)
 */
export function seedOf(seed: Partial<Seed>, appid: string): RecordsData {
  const { accounts = [], quotas = [], orders = [], printers = [] } = seed
  const now = Math.floor(Date.now() / 1000)
  return {
    accounts: accounts.map((it) => ({ appid, create_time: now, update_time: it.create_time ?? now, ...it })),
    quotas,
    orders: orders.map((it): Order => ({ appid, create_time: now, ...it })),
    printers: printers.map((it) => ({ appid, ...it })),
  }
}
