import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../codes/Code'
import type { Api } from '../Api'
import { described, number } from '../schemas'

export const getPrinter = {
  name: 'logistics.getPrinter',
  about: { en: "Lists the users who may print waybills with WeChat's PC program.", zh: '获取打印员。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getprinter.html',
  https: { verb: 'GET', path: '/cgi-bin/express/business/printer/getall' },
  cloud: true,
  params: v.object({}),
  result: v.object({
    count: number('the number of printers', '打印员数量'),
    openid: described(v.array(v.string()), 'the openid of each printer', '各打印员的 openid'),
    tagidList: described(v.array(v.string()), 'the tagids that may be printed', '可打印的 tagid'),
  }),
  example: {},
  success: 'count',
  secrets: [],
  logged: {},
  ifResponseLost: NOTHING_CHANGED,
  codes: {},
} as const satisfies Api
