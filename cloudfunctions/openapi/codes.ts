/** What a code means, in both languages, and what usually causes it. */
export interface Code {
  en: string
  zh: string
  cause?: string
  /** The call may have taken effect although it failed. */
  outcomeUnknown?: true
  /** What to do about it, where WeChat's own message says nothing. */
  remedy?: (api: string) => string
}

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/openapi/openapi.html */
const UPLOAD =
  'upload the function again from the WeChat developer tools, and wait ten minutes: permissions are cached.'

/**
 * Codes that any API may answer; an API's own are in its entry of `apis`.
 * Sources: https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference/errcode.html,
 * https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html and wx-server-sdk's src/config/error.config.ts.
 */
export const codes: Readonly<Record<number, Code>> = {
  0: { en: 'done', zh: '成功' },
  [-1]: { en: 'system failure', zh: '系统失败', cause: 'WeChat is busy: try again later' },
  40001: {
    en: 'the access_token or secret is not valid',
    zh: 'access_token 或 secret 无效',
    cause: 'another server fetched a newer token, or the secret was changed',
  },
  40097: {
    en: 'invalid args',
    zh: '参数错误',
    cause:
      'SF without a password; SF_CASH, DB_CASH or TEST bound though they need no binding; a parameter of another kind',
  },
  47001: {
    en: 'the data has a wrong format',
    zh: '数据格式错误',
    cause: 'the body is not JSON, or a parameter is missing',
  },
  48001: {
    en: 'the api is not authorized',
    zh: '接口未授权',
    cause: 'the mini program is not verified, or permission set 45 or 71 is missing',
  },
  [-401001]: {
    en: 'the caller may not use this function',
    zh: '调用者无权限',
    cause: 'the OPENID is not listed in the environment variable ADMIN_OPENIDS',
  },
  [-401002]: { en: 'a parameter is missing, unknown or not accepted', zh: '参数错误' },
  [-401003]: { en: 'a parameter is of the wrong type', zh: '参数类型错误' },
  [-501001]: {
    en: 'a failure of the cloud platform',
    zh: '云资源系统错误',
    cause: 'network between function and WeChat, or the platform itself',
    outcomeUnknown: true,
  },
  [-501002]: {
    en: 'the answer did not come in time',
    zh: '云资源超时',
    cause: "WeChat was slow; raise the function's time limit above 3 s",
    outcomeUnknown: true,
  },
  [-501003]: { en: 'too many requests', zh: '请求次数超限' },
  [-501004]: { en: 'too many requests at once', zh: '并发请求超限' },
  [-504002]: { en: 'the function failed', zh: '云函数执行失败' },
  [-601001]: { en: "the answer was not WeChat's", zh: '微信系统错误', outcomeUnknown: true },
  [-604100]: {
    en: 'the API does not exist for cloud functions',
    zh: 'API 不存在',
    remedy: (api) =>
      `API not found: WeChat does not offer ${api} to this cloud function. ` +
      `Check that config.json lists it under permissions.openapi exactly as "${api}", ${UPLOAD}`,
  },
  [-604101]: {
    en: 'the function has no permission for the API',
    zh: '云函数无此 API 权限',
    remedy: (api) =>
      `function has no permission to call this API: list "${api}" under permissions.openapi ` +
      `in the config.json beside the function's index.js, ${UPLOAD}`,
  },
  [-604102]: { en: 'the API call timed out', zh: '调用开放接口超时', outcomeUnknown: true },
  [-604103]: { en: 'the API call met a system error', zh: '调用开放接口系统错误', outcomeUnknown: true },
  [-604104]: {
    en: 'the API may not be called from here',
    zh: '非法调用来源',
    remedy: (api) =>
      `illegal source of invocation: WeChat does not take ${api} from where this call began (local debugging, a trigger). ` +
      `Call the uploaded function; its config.json must list "${api}" under permissions.openapi, else add it, ${UPLOAD}`,
  },
}
