import * as v from 'valibot'
import { type Api, type ParamTexts, resultOf } from './Api'
import { wrongOpenid } from './orderCodes'
import { required } from './schemas'

/** Lets somebody print waybills with WeChat's PC program, or no longer: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_updateprinter.html */
export const updatePrinter = {
  name: 'logistics.updatePrinter',
  https: { verb: 'POST', path: '/cgi-bin/express/business/printer/update' },
  cloud: true,
  params: v.object({
    openid: required,
    updateType: v.picklist(['bind', 'unbind']),
    tagidList: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^[^,，\s]+(,[^,，\s]+){0,9}$/,
          'should be up to 10 tagids with half-width commas between them, no spaces',
        ),
      ),
    ),
  }),
  result: resultOf<Record<never, never>>(),
  success: 'errcode',
  secrets: [],
  logged: { updateType: 'whole' },
  refusals: [],
  whenLost: 'the outcome is unknown: look at getPrinter, and call again if it does not show it',
  codes: {
    // Documented for addOrder only: assumed#sibling-codes
    40003: wrongOpenid,
    // https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.updatePrinter.html
    9300517: {
      meaning: { en: 'the updateType is not valid', zh: 'updateType 无效' },
      cause: { en: 'it is neither bind nor unbind', zh: 'updateType 不是 bind 或 unbind' },
      next: { en: 'send one of the two', zh: '改为 bind 或 unbind' },
    },
  },
} as const satisfies Api

/** What `npm run call -- updatePrinter --help` says of each. */
export const updatePrinterTexts: ParamTexts = {
  openid: { en: 'who prints; need not be a member of the mini program', zh: '打印员的 openid，不必是小程序成员' },
  updateType: { en: 'let print, or no longer', zh: '绑定或解除绑定' },
  tagidList: {
    en: "up to 10 tagids of addOrder's whose orders are printed, '123,456' for instance",
    zh: '可打印的 tagid，最多 10 个，如“123,456”',
  },
}
