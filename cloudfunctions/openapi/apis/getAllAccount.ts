import * as v from 'valibot'
import { NOTHING_CHANGED } from '../codes/Code'
import { type Api, type Balance, resultOf } from './Api'
import type { ServiceType } from './getAllDelivery'

/** A courier account of the merchant. */
export interface Account {
  /** The customer code at the courier. 客户编码。 */
  bizId: string
  /** The courier. 快递公司 ID。 */
  deliveryId: string
  /** When it was bound, Unix time in seconds. 账号绑定时间，Unix 时间戳，单位秒。 */
  createTime: number
  /** When it last changed, Unix time in seconds. 账号更新时间，Unix 时间戳，单位秒。 */
  updateTime: number
  /** 0 bound, 1 under review, 2 refused, 3 unbound. 绑定状态：0 绑定成功，1 审核中，2 绑定失败，3 已解绑。 */
  statusCode: number
  /** The alias of the account. 账号别名。 */
  alias: string
  /** Why a review was refused. 账号绑定失败的错误信息（EMS 审核结果）。 */
  remarkWrongMsg: string
  /** The remark that was sent for the review. 绑定时提交的备注（EMS 审核需要）。 */
  remarkContent: string
  /** Number of e-waybills left. 电子面单余额。 */
  quotaNum: Balance
  /** When quotaNum last changed, Unix time in seconds. 电子面单余额更新时间，Unix 时间戳，单位秒。 */
  quotaUpdateTime: number
  /** The services of this account. 该账号支持的服务类型。 */
  serviceType: ServiceType[]
}

/**
 * Lists the courier accounts of the merchant. 获取所有绑定的快递公司账号。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getallaccount.html
 * @example
 * await openapi.logistics.getAllAccount()
 */
export const getAllAccount = {
  name: 'logistics.getAllAccount',
  https: { verb: 'GET', path: '/cgi-bin/express/business/account/getall' },
  cloud: true,
  params: v.object({}),
  result: resultOf<{
    /** Number of accounts. 账号数量。 */
    count: number
    /** The accounts. 账号列表。 */
    list: Account[]
  }>(),
  success: 'count',
  secrets: [],
  logged: {},
  ifResponseLost: NOTHING_CHANGED,
  codes: {},
} as const satisfies Api
