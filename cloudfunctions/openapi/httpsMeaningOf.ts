import { type ApiName, meaningOf } from './apis'
import type { Code } from './codes'

/**
 * Codes that only an HTTPS call meets, or that mean something else there than in the cloud; not in `codes`, which is
 * bundled into each function.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getstableaccesstoken.html
 */
const httpsCodes: Readonly<Record<number, Code>> = {
  40002: { en: 'the grant_type is not valid', zh: 'grant_type 无效' },
  40013: {
    en: 'the appid is not valid',
    zh: 'AppID 无效',
    cause: 'WX_APPID or --appid is mistyped, or belongs to no mini program',
  },
  40014: {
    en: 'the access_token is not valid',
    zh: 'access_token 无效',
    cause: 'it was cut short, or is another kind of token',
  },
  40125: {
    en: 'the appsecret is not valid',
    zh: 'AppSecret 无效',
    cause: 'WX_SECRET is mistyped, was reset at mp.weixin.qq.com, or belongs to another appid',
  },
  40164: {
    en: 'this IP address is not in the whitelist',
    zh: '调用接口的 IP 地址不在白名单中',
    cause: 'add the address in the message to the IP whitelist (IP白名单) of the mini program at mp.weixin.qq.com',
  },
  40243: { en: 'the appsecret is frozen', zh: 'AppSecret 已被冻结', cause: 'unfreeze it at mp.weixin.qq.com' },
  41001: { en: 'the access_token is missing', zh: '缺少 access_token' },
  41002: { en: 'the appid is missing', zh: '缺少 appid' },
  41004: { en: 'the appsecret is missing', zh: '缺少 appsecret' },
  42001: {
    en: 'the access_token has expired',
    zh: 'access_token 已过期',
    cause: 'the clock of whoever keeps the tokens is wrong',
  },
  45009: { en: 'the daily limit of calls is reached', zh: '调用次数超过当日上限', cause: 'wait until tomorrow' },
  45011: { en: 'too many calls in a minute', zh: '调用太频繁', cause: 'wait a minute' },
  61007: {
    en: 'the api is not granted to the third-party platform',
    zh: '接口未授权给第三方平台',
    cause: 'permission set 45 or 71 is missing',
  },
  [-501001]: {
    en: 'WeChat was not reached, or its answer was lost',
    zh: '未能连接微信，或应答丢失',
    cause: 'the network between this machine and WeChat; a wrong WX_API_BASE',
  },
  [-501002]: { en: 'no answer came in time', zh: '等待应答超时', cause: 'WeChat or the courier was slow' },
  [-601001]: {
    en: "the answer was not WeChat's",
    zh: '应答不是微信的',
    cause: 'something in between answered (a proxy, a login page of the network); a wrong WX_API_BASE',
  },
}

/**
 * What a code means when an API answers it over HTTPS; undefined for a code that nobody has documented.
 *
 * @example
 * httpsMeaningOf('logistics.bindAccount', 40164)?.zh // '调用接口的 IP 地址不在白名单中'
 */
export function httpsMeaningOf(name: ApiName, errCode: number): Code | undefined {
  return httpsCodes[errCode] ?? meaningOf(name, errCode)
}
