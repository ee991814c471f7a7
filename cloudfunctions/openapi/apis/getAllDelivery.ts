import * as v from 'valibot'
import { type Api, NOTHING_CHANGED, resultOf } from './Api'
import type { ServiceType } from './ServiceType'

/** A courier that WeChat works with. */
export interface Courier {
  deliveryId: string
  deliveryName: string
  /** 1: takes orders that are paid in cash, under cashBizId. */
  canUseCash: number
  /** 1: tells how many e-waybills are left, a franchise courier (加盟). */
  canGetQuota: number
  cashBizId: string
  serviceType: ServiceType[]
}

/** Lists the couriers: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getalldelivery.html */
export const getAllDelivery = {
  name: 'logistics.getAllDelivery',
  https: { verb: 'GET', path: '/cgi-bin/express/business/delivery/getall' },
  cloud: true,
  params: v.object({}),
  result: resultOf<{ count: number; data: Courier[] }>(),
  success: 'count',
  secrets: [],
  logged: {},
  refusals: [],
  whenLost: NOTHING_CHANGED,
  codes: {},
} as const satisfies Api
