import type { Pair } from '../messages/Message'
import { type Code, type Codes, code } from './Code'

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/openapi/openapi.html */
const UPLOAD =
  'upload the function again from the WeChat developer tools, and wait ten minutes: permissions are cached.'

const UPLOAD_AGAIN: Pair = [
  'list it in config.json, upload again from the developer tools, wait ten minutes',
  '在 config.json 中声明该接口，用开发者工具重新上传，等待十分钟',
]
const SLOW: Pair = [
  'WeChat or the courier was slow, or the time limit is too short (a cloud function needs 10 s)',
  '微信或快递公司响应慢，或超时时间太短（云函数需要 10 秒以上）',
]
const CORRECT: Pair = [
  'correct the parameter; cause in the log of the function says which',
  '修改参数；云函数日志中的 cause 写明是哪一个',
]
const SLOW_DOWN: Pair = ['call less often, or a little later', '降低调用频率，稍后再试']

/** How the platform reports a cloud call without a ticket. Both codes have other causes too. */
const NO_TICKET = /wxCloudApiToken|INVALID_WX_ACCESS_TOKEN|invalid wx openapi access_token/i

/**
 * What -501007 and -501001 mean if WeChat gave the invocation no ticket (WX_API_TOKEN).
 *
 * @see https://docs.cloudbase.net/error-code/INVALID_PARAM
 * @see https://docs.cloudbase.net/error-code/INVALID_WX_ACCESS_TOKEN
 */
const noTicket: Code = code(
  [
    'invalid parameters, or no ticket for cloud calls (wxCloudApiToken)',
    '参数无效，或没有云调用凭证（wxCloudApiToken）',
  ],
  [
    'started by a test in the console, another function, the web, or a timer not uploaded with the developer tools',
    '由云开发控制台的测试、另一个云函数、网页，或不是用开发者工具上传的定时触发器触发',
  ],
  [
    'start the function from the mini program or with invokeCloudFunction; from a server, use createOpenApi',
    '改由小程序或 invokeCloudFunction 触发；在服务器上请用 createOpenApi',
  ],
)

const noTicketRemedy = (api: string, errMsg: string) =>
  `${/INVALID_WX_ACCESS_TOKEN/i.exec(errMsg) ?? 'missing wxCloudApiToken'}: WeChat gave this invocation no ticket for ${api}; nothing was done. ` +
  'Start the function from the mini program, or call WeChat over HTTPS with createOpenApi from a server'

/**
 * Codes that any API may return, from the cloud platform, from WeChat, or from this project (-401001 to -401003).
 * Sources: https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference/errcode.html,
 * https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html and wx-server-sdk's src/config/error.config.ts.
 */
export const platformCodes: Codes = {
  0: code(['done', '成功']),
  [-1]: code(['system error', '系统失败'], ['WeChat is busy', '微信系统繁忙'], ['try again later', '稍后再试']),
  40097: code(
    ['invalid args', '参数错误'],
    [
      'SF without a password; EMS without a remark; a bind of SF_CASH, DB_CASH or TEST; a parameter of the wrong type',
      '绑定顺丰没有填密码；绑定 EMS 没有填备注；绑定 SF_CASH、DB_CASH 或 TEST；参数类型不对',
    ],
    [
      'rule out each of these causes; then ask in the WeChat community with the rid',
      '逐项排除这些原因；仍不明白时带上 rid 到微信开放社区提问',
    ],
  ),
  47001: code(
    ['the data is in the wrong format', '数据格式错误'],
    ['the body is not JSON, or a parameter is missing', '请求体不是 JSON，或缺少参数'],
    ['send the parameters as JSON in UTF-8', '以 UTF-8 编码的 JSON 发送参数'],
  ),
  48001: code(
    ['the api is not authorized', '接口未授权'],
    [
      'the mini program is not verified; 物流助手 is not opened in its console; the token is of another type of account; or a third-party platform lacks permission set 45 or 71',
      '小程序未认证；没有在后台开通物流助手；token 属于其他类型的账号；或第三方平台缺少权限集 45 或 71',
    ],
    [
      'verify it and open 物流助手 at mp.weixin.qq.com, use its own token, or ask for the permission set',
      '在 mp.weixin.qq.com 完成认证并开通物流助手，使用该小程序的 token，或补授权限集',
    ],
  ),
  [-401001]: code(
    ['the caller is not allowed to use this function', '调用者无权限'],
    [
      "none of the caller's ids is in ADMIN_OPENIDS; or the user has not logged in, the call came by HTTP, or a user sent $doctor",
      '调用者的 ID 都不在 ADMIN_OPENIDS 中；或用户没有登录、通过 HTTP 调用、用户发送了 $doctor',
    ],
    [
      'add the id (caller in the log of the function) to its environment variable ADMIN_OPENIDS; let the user log in, and call with wx.cloud.callFunction',
      '把该 ID（云函数日志中的 caller）加入云函数的环境变量 ADMIN_OPENIDS；让用户先登录，并用 wx.cloud.callFunction 调用',
    ],
  ),
  [-401002]: code(
    ['a parameter is missing, unknown or not accepted', '参数错误'],
    [
      'a misspelt name, a value that is not accepted, a parameter given twice; or a bind of SF_CASH, DB_CASH or TEST, which need none',
      '参数名拼写错误、取值不在允许范围内、同一参数给了两次；或绑定 SF_CASH、DB_CASH、TEST（无需绑定，下单时直接使用）',
    ],
    CORRECT,
  ),
  [-401003]: code(
    ['a parameter is of the wrong type', '参数类型错误'],
    ['a number was sent as a string, for example, or a list as an object', '例如数字写成了字符串，列表写成了对象'],
    CORRECT,
  ),
  [-501001]: {
    ...code(
      ['WeChat was not reached, or its response was lost', '未能连接微信，或响应丢失'],
      [
        'the network, the cloud platform, or a wrong WX_API_BASE; with INVALID_WX_ACCESS_TOKEN, see -501007',
        '网络或云平台故障，或 WX_API_BASE 写错；有 INVALID_WX_ACCESS_TOKEN 时见 -501007',
      ],
    ),
    outcomeUnknown: true,
  },
  [-501002]: { ...code(['no response in time', '等待响应超时'], SLOW), outcomeUnknown: true },
  [-501003]: code(
    ['too many requests', '请求次数超限'],
    ["the environment's quota is used up", '云开发环境的调用配额已用完'],
    SLOW_DOWN,
  ),
  [-501004]: code(['too many requests at once', '并发请求超限'], undefined, SLOW_DOWN),
  [-501007]: noTicket,
  [-601001]: {
    ...code(
      ['the response is not from WeChat', '响应不是微信返回的'],
      [
        'it is empty or a web page, from a proxy or a login page of the network; or WX_API_BASE is wrong',
        '返回为空或是网页，可能来自代理或网络登录页；或 WX_API_BASE 写错',
      ],
    ),
    outcomeUnknown: true,
  },
  [-601005]: code(
    ['invalid CloudID', 'CloudID 无效'],
    ['it is mistyped, or is the string of a nested field', 'CloudID 写错，或是嵌套字段里的字符串'],
    ['pass wx.cloud.CloudID(id) as a field of data itself', '把 wx.cloud.CloudID(id) 直接作为 data 的字段传入'],
  ),
  [-601006]: code(
    ['the CloudID has expired', 'CloudID 已过期'],
    ['it is older than five minutes', '已超过 5 分钟'],
    ['let the user open the data again', '让用户重新授权'],
  ),
  [-601007]: code(
    ['the CloudID is of another user', 'CloudID 属于其他用户'],
    ['it was passed by someone else than its user', '传入者不是该用户'],
    ['pass the CloudID of the user who calls', '传入调用者自己的 CloudID'],
  ),
  [-604100]: {
    ...code(
      ['the API does not exist for cloud functions', 'API 不存在'],
      ['misspelt in config.json, or not available to cloud functions', 'config.json 中接口名写错，或不支持云调用'],
      UPLOAD_AGAIN,
    ),
    remedy: (api) =>
      `API not found: WeChat does not offer ${api} to this cloud function. ` +
      `Check that config.json lists it under permissions.openapi exactly as "${api}", ${UPLOAD}`,
  },
  [-604101]: {
    ...code(
      ['the function has no permission for the API', '云函数无此 API 权限'],
      ['not listed in config.json, or not effective yet', 'config.json 没有声明该接口，或声明尚未生效'],
      UPLOAD_AGAIN,
    ),
    remedy: (api) =>
      `function has no permission to call this API: list "${api}" under permissions.openapi ` +
      `in the config.json next to the index.js of the function, ${UPLOAD}`,
  },
  [-604102]: { ...code(['the API call timed out', '调用开放接口超时'], SLOW), outcomeUnknown: true },
  [-604103]: {
    ...code(['system error during the API call', '调用开放接口系统错误'], ['WeChat is busy', '微信系统繁忙']),
    outcomeUnknown: true,
  },
  [-604104]: {
    ...code(
      ['the API may not be called from here', '非法调用来源'],
      ['local debugging, or a trigger that this API does not accept', '本地调试，或该接口不支持的触发来源'],
      ['call the uploaded function', '改为调用已上传的云函数'],
    ),
    remedy: (api) =>
      `illegal source of invocation: WeChat does not accept ${api} from where this call started (local debugging, a trigger). ` +
      `Call the uploaded function; if its config.json does not list "${api}" under permissions.openapi, add it, ${UPLOAD}`,
  },
}

/**
 * Returns the codes of the platform for an error with this message: -501007 and -501001 may also say that the invocation
 * has no ticket.
 *
 * @example
 * platformCodesFor('INVALID_WX_ACCESS_TOKEN')[-501001]?.next?.en // 'start the function from the mini program ...'
 */
export function platformCodesFor(errMsg: string): Codes {
  if (!NO_TICKET.test(errMsg)) return platformCodes
  const code = { ...noTicket, remedy: noTicketRemedy }
  return { ...platformCodes, [-501007]: code, [-501001]: code }
}
