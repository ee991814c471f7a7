import * as v from 'valibot'
import { type Api, NOTHING_CHANGED, resultOf } from './Api'

/** Lists who may print waybills with WeChat's PC program: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getprinter.html */
export const getPrinter = {
  name: 'logistics.getPrinter',
  https: { verb: 'GET', path: '/cgi-bin/express/business/printer/getall' },
  cloud: true,
  params: v.object({}),
  result: resultOf<{
    count: number
    /** One of each printer. */
    openid: string[]
    tagidList: string[]
  }>(),
  success: 'count',
  secrets: [],
  logged: {},
  refusals: [],
  whenLost: NOTHING_CHANGED,
  codes: {},
} as const satisfies Api
