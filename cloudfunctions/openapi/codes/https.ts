import type { Codes } from './Code'

/**
 * Codes of HTTPS calls alone: of credentials, access tokens and limits. No function bundles them.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getstableaccesstoken.html
 */
export const httpsCodes: Codes = {
  40001: {
    meaning: { en: 'invalid access_token or secret', zh: 'access_token 或 secret 无效' },
    cause: {
      en: 'another server fetched a newer token, or the secret was changed',
      zh: '另一台服务器获取了新的 access_token，或 AppSecret 已被重置',
    },
    next: {
      en: 'get the token from stable_token, with the current secret',
      zh: '改用 stable_token 获取 access_token，并核对 AppSecret',
    },
  },
  40002: {
    meaning: { en: 'invalid grant_type', zh: 'grant_type 无效' },
    cause: { en: 'it is not client_credential', zh: 'grant_type 不是 client_credential' },
    next: { en: 'send client_credential', zh: '改为 client_credential' },
  },
  40013: {
    meaning: { en: 'invalid appid', zh: 'AppID 无效' },
    cause: {
      en: 'WX_APPID or --appid is mistyped, or is not the appid of a mini program',
      zh: 'WX_APPID 或 --appid 写错，或不是小程序的 AppID',
    },
    next: { en: 'copy the appid from mp.weixin.qq.com', zh: '从 mp.weixin.qq.com 复制 AppID' },
  },
  40014: {
    meaning: { en: 'invalid access_token', zh: 'access_token 无效' },
    cause: { en: 'it is incomplete, or is a token of another type', zh: 'access_token 不完整，或是另一种 token' },
    next: { en: 'get a new one', zh: '重新获取 access_token' },
  },
  40125: {
    meaning: { en: 'invalid appsecret', zh: 'AppSecret 无效' },
    cause: {
      en: 'WX_SECRET is mistyped, was reset at mp.weixin.qq.com, or belongs to another appid',
      zh: 'WX_SECRET 写错，已在 mp.weixin.qq.com 重置，或属于另一个 AppID',
    },
    next: { en: 'use the current secret of this appid', zh: '使用该 AppID 当前的 AppSecret' },
  },
  40164: {
    meaning: { en: 'this IP address is not on the whitelist', zh: '调用接口的 IP 地址不在白名单中' },
    cause: { en: 'the address of the machine was never added, or has changed', zh: '机器的出口 IP 未登记或已变化' },
    next: {
      en: 'add the address in the errMsg to the IP whitelist (IP白名单) of the mini program at mp.weixin.qq.com',
      zh: '把 errMsg 里的 IP 地址加入 mp.weixin.qq.com 的 IP 白名单',
    },
  },
  40243: {
    meaning: { en: 'the appsecret is frozen', zh: 'AppSecret 已被冻结' },
    cause: { en: 'an administrator froze it', zh: '管理员冻结了 AppSecret' },
    next: { en: 'unfreeze it at mp.weixin.qq.com', zh: '在 mp.weixin.qq.com 解冻' },
  },
  41001: {
    meaning: { en: 'the access_token is missing', zh: '缺少 access_token' },
    cause: { en: 'the URL has no access_token', zh: 'URL 中没有 access_token' },
    next: { en: 'add ?access_token= to the URL', zh: '在 URL 中加上 ?access_token=' },
  },
  41002: {
    meaning: { en: 'the appid is missing', zh: '缺少 appid' },
    cause: { en: 'the variable is empty', zh: '变量为空' },
    next: { en: 'set WX_APPID', zh: '设置 WX_APPID' },
  },
  41004: {
    meaning: { en: 'the appsecret is missing', zh: '缺少 appsecret' },
    cause: { en: 'the variable is empty', zh: '变量为空' },
    next: { en: 'set WX_SECRET', zh: '设置 WX_SECRET' },
  },
  42001: {
    meaning: { en: 'the access_token has expired', zh: 'access_token 已过期' },
    cause: { en: 'the clock of the machine that keeps the tokens is wrong', zh: '保存 access_token 的机器时钟不准' },
    next: { en: 'get a new one', zh: '重新获取 access_token' },
  },
  45009: {
    meaning: { en: 'the daily limit of calls is reached', zh: '调用次数超过当日上限' },
    cause: { en: 'too many calls today', zh: '今天调用次数过多' },
    next: { en: 'wait until tomorrow', zh: '明天再试' },
  },
  45011: {
    meaning: { en: 'too many calls in a minute', zh: '调用太频繁' },
    cause: { en: 'too many calls in the last minute', zh: '一分钟内调用次数过多' },
    next: { en: 'wait a minute', zh: '等一分钟再试' },
  },
  61007: {
    meaning: { en: 'the api is not granted to the third-party platform', zh: '接口未授权给第三方平台' },
    cause: { en: 'permission set 45 or 71 is missing', zh: '缺少权限集 45 或 71' },
    next: { en: 'ask the merchant to grant it', zh: '请商家重新授权该权限集' },
  },
}
