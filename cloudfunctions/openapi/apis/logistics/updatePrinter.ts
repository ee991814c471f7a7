import * as v from 'valibot'
import { code } from '../../codes/Code'
import { wrongOpenid } from '../../codes/logistics'
import { says } from '../../messages/issues'
import type { Api } from '../Api'
import { described, oneOf, required } from '../schemas'

const TAGIDS = /^[^,，\s]+(,[^,，\s]+){0,9}$/

export const updatePrinter = {
  name: 'logistics.updatePrinter',
  about: {
    en: "Allows a user to print waybills with WeChat's PC program, or no longer.",
    zh: '绑定或解绑打印员。',
  },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_updateprinter.html',
  https: { verb: 'POST', path: '/cgi-bin/express/business/printer/update' },
  cloud: true,
  params: v.object({
    openid: required(
      'the openid of the printer, who need not be a member of the mini program',
      '打印员的 openid，不必是小程序成员',
    ),
    updateType: described(oneOf('bind', 'unbind'), 'whether to allow or to disallow printing', '绑定或解除绑定'),
    tagidList: described(
      v.optional(
        v.pipe(
          v.string(),
          v.regex(
            TAGIDS,
            says({
              en: 'should be up to 10 tagids with half-width commas between them, no spaces',
              zh: '应为最多 10 个 tagid，用半角逗号分隔，没有空格',
            }),
          ),
        ),
      ),
      "the tagids of addOrder whose orders may be printed, up to 10, such as '123,456'",
      '可打印的 tagid，最多 10 个，如“123,456”',
    ),
  }),
  result: v.object({}),
  example: { openid: 'oAdmin', updateType: 'bind', tagidList: '123,456' },
  success: 'errcode',
  secrets: [],
  logged: { updateType: 'whole' },
  ifResponseLost: {
    en: 'the outcome is unknown: check with getPrinter, and call again if it does not show the change',
    zh: '结果未知：用 getPrinter 查看，如果没有变化，再调用一次',
  },
  codes: {
    // Documented for addOrder only: assumed#sibling-codes
    40003: wrongOpenid,
    // https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.updatePrinter.html
    9300517: code(
      ['invalid updateType', 'updateType 无效'],
      ['it is neither bind nor unbind', 'updateType 不是 bind 或 unbind'],
      ['send bind or unbind', '改为 bind 或 unbind'],
    ),
  },
} as const satisfies Api
