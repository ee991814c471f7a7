import * as v from 'valibot'

/** WeChat's status_code of an account, https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.getAllAccount.html */
export const BOUND = 0
export const REVIEWING = 1
export const REFUSED = 2
export const UNBOUND = 3

const integer = v.pipe(v.number(), v.integer())
const name = v.pipe(v.string(), v.nonEmpty())

const miniProgram = v.strictObject({ appid: name, secret: name })

/** The state file. What is WeChat's has WeChat's names. */
export const stateSchema = v.strictObject({
  version: v.literal(1),
  miniPrograms: v.tupleWithRest([miniProgram], miniProgram),
  couriers: v.array(
    v.strictObject({
      delivery_id: name,
      delivery_name: v.string(),
      can_use_cash: v.picklist([0, 1]),
      can_get_quota: v.picklist([0, 1]),
      cash_biz_id: v.string(),
      service_type: v.array(v.strictObject({ service_type: integer, service_name: v.string() })),
    }),
  ),
  /** What the couriers know: who may be bound, and how. */
  customers: v.array(
    v.strictObject({
      delivery_id: name,
      biz_id: name,
      password: v.string(),
      needs_password: v.boolean(),
      needs_review: v.boolean(),
      quota_num: integer,
    }),
  ),
  /** What WeChat knows: which mini program has bound what. */
  accounts: v.array(
    v.strictObject({
      appid: name,
      delivery_id: name,
      biz_id: name,
      create_time: integer,
      update_time: integer,
      status_code: v.picklist([BOUND, REVIEWING, REFUSED, UNBOUND]),
      alias: v.string(),
      remark_wrong_msg: v.string(),
      remark_content: v.string(),
      quota_num: integer,
      quota_update_time: integer,
    }),
  ),
})

export type StateData = v.InferOutput<typeof stateSchema>
export type MiniProgram = StateData['miniPrograms'][number]
export type Account = StateData['accounts'][number]
export type Courier = StateData['couriers'][number]
export type Customer = StateData['customers'][number]
