import * as v from 'valibot'
import { type Api, type Balance, NOTHING_CHANGED, resultOf } from './Api'
import type { ServiceType } from './ServiceType'

/** A courier account of the merchant. */
export interface Account {
  bizId: string
  deliveryId: string
  /** Unix time, seconds; so are updateTime and quotaUpdateTime. */
  createTime: number
  updateTime: number
  /** 0 bound, 1 under review, 2 refused, 3 unbound. */
  statusCode: number
  alias: string
  /** Why a review was refused. */
  remarkWrongMsg: string
  remarkContent: string
  /** E-waybills left (电子面单余额). */
  quotaNum: Balance
  quotaUpdateTime: number
  serviceType: ServiceType[]
}

/** Lists the merchant's courier accounts: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getallaccount.html */
export const getAllAccount = {
  name: 'logistics.getAllAccount',
  https: { verb: 'GET', path: '/cgi-bin/express/business/account/getall' },
  cloud: true,
  params: v.object({}),
  result: resultOf<{ count: number; list: Account[] }>(),
  success: 'count',
  secrets: [],
  logged: {},
  refusals: [],
  whenLost: NOTHING_CHANGED,
  codes: {},
} as const satisfies Api
