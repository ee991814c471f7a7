import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../codes/Code'
import { notBound, unknownCourier } from '../../codes/logistics'
import type { Api } from '../Api'
import { balance } from '../schemas'
import { bizId, deliveryId } from './fields'

export const getQuota = {
  name: 'logistics.getQuota',
  about: { en: 'Returns how many e-waybills an account has left.', zh: '获取电子面单余额。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getquota.html',
  https: { verb: 'POST', path: '/cgi-bin/express/business/quota/get' },
  cloud: true,
  params: v.object({ deliveryId, bizId }),
  result: v.object({ quotaNum: balance('the number of e-waybills left', '电子面单余额') }),
  example: { deliveryId: 'YTO', bizId: '123456' },
  success: 'quota_num',
  secrets: [],
  logged: { deliveryId: 'whole', bizId: 'end' },
  ifResponseLost: NOTHING_CHANGED,
  codes: { 9300503: unknownCourier, 9300525: notBound },
} as const satisfies Api
