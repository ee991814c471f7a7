import * as v from 'valibot'
import { type Api, NOTHING_CHANGED, resultOf } from './Api'
import { required } from './schemas'
import { unknownCourier } from './unknownCourier'

/** Tells how many e-waybills are left of an account: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getquota.html */
export const getQuota = {
  name: 'logistics.getQuota',
  https: { verb: 'POST', path: '/cgi-bin/express/business/quota/get' },
  cloud: true,
  params: v.object({ deliveryId: required, bizId: required }),
  result: resultOf<{ quotaNum: number }>(),
  success: 'quota_num',
  secrets: [],
  logged: { deliveryId: 'whole', bizId: 'end' },
  refusals: [],
  whenLost: NOTHING_CHANGED,
  codes: {
    9300503: unknownCourier,
    9300525: {
      meaning: { en: 'the account is not bound', zh: '账号未绑定' },
      cause: { en: 'never bound, or still under review', zh: '尚未绑定，或仍在审核中' },
      next: { en: 'bind it first, or wait for its review', zh: '先绑定，或等待审核通过' },
    },
  },
} as const satisfies Api
