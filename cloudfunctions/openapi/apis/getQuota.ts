import * as v from 'valibot'
import { type Api, type Balance, NOTHING_CHANGED, type ParamTexts, resultOf } from './Api'
import { notBound } from './accountCodes'
import { unknownCourier } from './courierCodes'
import { required } from './schemas'
import { BIZ_ID, DELIVERY_ID } from './sharedTexts'

/** Returns how many e-waybills an account has left: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getquota.html */
export const getQuota = {
  name: 'logistics.getQuota',
  https: { verb: 'POST', path: '/cgi-bin/express/business/quota/get' },
  cloud: true,
  params: v.object({ deliveryId: required, bizId: required }),
  result: resultOf<{ quotaNum: Balance }>(),
  success: 'quota_num',
  secrets: [],
  logged: { deliveryId: 'whole', bizId: 'end' },
  refusals: [],
  whenLost: NOTHING_CHANGED,
  codes: {
    9300503: unknownCourier,
    9300525: notBound,
  },
} as const satisfies Api

/** The parameters in `npm run call -- getQuota --help`. */
export const getQuotaTexts: ParamTexts = { deliveryId: DELIVERY_ID, bizId: BIZ_ID }
