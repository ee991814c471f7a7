import * as v from 'valibot'
import { updatePrinterCodes, updatePrinterLost } from '../codes/orders'
import { type Api, type ParamTexts, resultOf } from './Api'
import { oneOf, required } from './schemas'

/**
 * Allows a user to print waybills with WeChat's PC program, or no longer. 绑定或解绑打印员。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_updateprinter.html
 * @example
 * await openapi.logistics.updatePrinter({ openid: 'oJ4v0wRAfiXcnIbM3SgGEUkTw3Qw', updateType: 'bind', tagidList: '123,456' })
 */
export const updatePrinter = {
  name: 'logistics.updatePrinter',
  https: { verb: 'POST', path: '/cgi-bin/express/business/printer/update' },
  cloud: true,
  params: v.object({
    openid: required,
    updateType: oneOf('bind', 'unbind'),
    tagidList: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^[^,，\s]+(,[^,，\s]+){0,9}$/,
          'should be up to 10 tagids with half-width commas between them, no spaces\n应为最多 10 个 tagid，用半角逗号分隔，没有空格',
        ),
      ),
    ),
  }),
  result: resultOf<Record<never, never>>(),
  success: 'errcode',
  secrets: [],
  logged: { updateType: 'whole' },
  ifResponseLost: updatePrinterLost,
  codes: updatePrinterCodes,
} as const satisfies Api

/** The descriptions of its parameters. */
export const updatePrinterTexts: ParamTexts = {
  openid: {
    en: 'the openid of the printer, who need not be a member of the mini program',
    zh: '打印员的 openid，不必是小程序成员',
  },
  updateType: { en: 'whether to allow or to disallow printing', zh: '绑定或解除绑定' },
  tagidList: {
    en: "the tagids of addOrder whose orders may be printed, up to 10, such as '123,456'",
    zh: '可打印的 tagid，最多 10 个，如“123,456”',
  },
}
