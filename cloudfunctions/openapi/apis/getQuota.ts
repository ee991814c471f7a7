import * as v from 'valibot'
import { getQuotaCodes } from '../codes/accounts'
import { NOTHING_CHANGED } from '../codes/Code'
import { type Api, type Balance, type ParamTexts, resultOf } from './Api'
import { required } from './schemas'
import { BIZ_ID, DELIVERY_ID } from './texts'

/**
 * Returns how many e-waybills an account has left. 获取电子面单余额。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getquota.html
 * @example
 * await openapi.logistics.getQuota({ deliveryId: 'YUNDA', bizId: '123456' })
 */
export const getQuota = {
  name: 'logistics.getQuota',
  https: { verb: 'POST', path: '/cgi-bin/express/business/quota/get' },
  cloud: true,
  params: v.object({ deliveryId: required, bizId: required }),
  result: resultOf<{
    /** Number of e-waybills left. 电子面单余额。 */
    quotaNum: Balance
  }>(),
  success: 'quota_num',
  secrets: [],
  logged: { deliveryId: 'whole', bizId: 'end' },
  ifResponseLost: NOTHING_CHANGED,
  codes: getQuotaCodes,
} as const satisfies Api

/** The descriptions of its parameters. */
export const getQuotaTexts: ParamTexts = { deliveryId: DELIVERY_ID, bizId: BIZ_ID }
