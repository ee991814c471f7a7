import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import type { Caller } from './Caller'

/** The part of a function's config.json that decides about its timers. */
interface Timers {
  triggers?: readonly object[] | undefined
}

/** The sources whose invocations have a ticket; the last two are the developer tools: assumed#ticket-devtools */
const EQUIPPED = ['wx_client', 'wx_http', 'wx_devtools', 'wx_localdebug']

/**
 * Decides whether WeChat equips an invocation with a ticket, without which it can make no cloud call. Chains that end in scf
 * (assumed#ticket-nested), delayed tasks (assumed#ticket-delayed) and other sources (assumed#ticket-other) have none.
 *
 * @param invocation where it came from
 * @param config the function's config.json
 * @see https://docs.cloudbase.net/error-code/INVALID_PARAM
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-http-api/functions/invokeCloudFunction.html
 * @example
 * hasTicket({ appid, source: 'wx_client,scf' }, {}) // false
 */
export function hasTicket({ isPush = false, source }: Caller, { triggers = [] }: Timers): boolean {
  if (isPush) return true
  const last = lastOf(source)
  return EQUIPPED.includes(last) || (last === TIMER && triggers.length > 0)
}

/**
 * Says why WeChat gives an invocation no ticket, and whether that is documented or assumed.
 *
 * @param invocation where it came from; undefined for a program that is not a function
 * @example
 * whyNoTicket({ appid, source: undefined }).en // 'WeChat gives none to a test in the cloud console'
 */
export function whyNoTicket(invocation: Caller | undefined): Text {
  if (invocation === undefined) return OUTSIDE
  const { source = '' } = invocation
  switch (lastOf(source)) {
    case '':
      return { en: 'WeChat gives none to a test in the cloud console', zh: '在云开发控制台里测试云函数时，微信不提供' }
    case 'scf':
      return source.startsWith('wx_client')
        ? {
            en: 'WeChat gives none to a function that another function called (assumed where the mini program called the first one)',
            zh: '云函数被另一个云函数调用时，微信不提供（最初由小程序调用时亦然，属推断）',
          }
        : {
            en: 'WeChat gives none to a function that another function called',
            zh: '云函数被另一个云函数调用时，微信不提供',
          }
    case TIMER:
      return {
        en: 'WeChat gives one only to a timer that config.json lists in "triggers", uploaded with the developer tools',
        zh: '只有在 config.json 的 triggers 中声明、并用开发者工具上传的定时触发器，微信才提供',
      }
    case 'wx_delaytask':
      return { en: 'WeChat gives none to a delayed task (assumed)', zh: '延时任务触发时，微信不提供（推断）' }
    default:
      return {
        en: `WeChat gives none to an invocation from ${JSON.stringify(source)} (assumed)`,
        zh: `来源为 ${JSON.stringify(source)} 的调用，微信不提供（推断）`,
      }
  }
}

const TIMER = 'wx_trigger'

const OUTSIDE: Text = {
  en: 'a program that is not a function has none: run it with wx-logistics exec',
  zh: '不是云函数的程序没有凭证：请用 wx-logistics exec 运行',
}

function lastOf(source = ''): string {
  return source.slice(source.lastIndexOf(',') + 1).trim()
}
