import * as v from 'valibot'
import { NOTHING_CHANGED } from '../codes/Code'
import { type Api, resultOf } from './Api'

/** A service of a courier. */
export interface ServiceType {
  /** The id. 服务类型 ID。 */
  serviceType: number
  /** The name. 服务名称。 */
  serviceName: string
}

/** A courier that WeChat works with. */
export interface Courier {
  /** The courier's id. 快递公司 ID。 */
  deliveryId: string
  /** The courier's name. 快递公司名称。 */
  deliveryName: string
  /** 1: accepts cash orders, with cashBizId. 是否支持散单：1 支持，使用 cashBizId。 */
  canUseCash: number
  /** 1: getQuota works, a franchise courier. 是否支持查询面单余额：1 支持（加盟快递公司）。 */
  canGetQuota: number
  /** The customer code of cash orders. 散单对应的客户编码。 */
  cashBizId: string
  /** The services. 支持的服务类型。 */
  serviceType: ServiceType[]
}

/**
 * Lists the couriers. 获取支持的快递公司列表。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getalldelivery.html
 * @example
 * await openapi.logistics.getAllDelivery()
 */
export const getAllDelivery = {
  name: 'logistics.getAllDelivery',
  https: { verb: 'GET', path: '/cgi-bin/express/business/delivery/getall' },
  cloud: true,
  params: v.object({}),
  result: resultOf<{
    /** Number of couriers. 快递公司数量。 */
    count: number
    /** The couriers. 快递公司列表。 */
    data: Courier[]
  }>(),
  success: 'count',
  secrets: [],
  logged: {},
  ifResponseLost: NOTHING_CHANGED,
  codes: {},
} as const satisfies Api
