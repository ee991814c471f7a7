import * as v from 'valibot'
import { NOTHING_CHANGED } from '../codes/Code'
import { type Api, resultOf } from './Api'

/**
 * Lists the users who may print waybills with WeChat's PC program. 获取打印员。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getprinter.html
 * @example
 * await openapi.logistics.getPrinter()
 */
export const getPrinter = {
  name: 'logistics.getPrinter',
  https: { verb: 'GET', path: '/cgi-bin/express/business/printer/getall' },
  cloud: true,
  params: v.object({}),
  result: resultOf<{
    /** Number of printers. 打印员数量。 */
    count: number
    /** The openid of each printer. 各打印员的 openid。 */
    openid: string[]
    /** The tagids that may be printed. 可打印的 tagid。 */
    tagidList: string[]
  }>(),
  success: 'count',
  secrets: [],
  logged: {},
  ifResponseLost: NOTHING_CHANGED,
  codes: {},
} as const satisfies Api
