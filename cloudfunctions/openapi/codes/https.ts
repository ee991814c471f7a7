import { type Codes, code } from './Code'

/** A header that is missing while API security (API 安全) is on. */
const unsigned = (header: string) =>
  code(
    [`the header Wechatmp-${header} is missing`, `缺少请求头 Wechatmp-${header}`],
    ['API security is on for this API', '该接口开启了 API 安全'],
    ['sign and encrypt the call, or turn API security off', '签名并加密请求，或关闭 API 安全'],
  )

/**
 * Codes of HTTPS calls alone: of credentials, access tokens and limits. No function bundles them.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getstableaccesstoken.html
 */
export const httpsCodes: Codes = {
  40001: code(
    ['invalid access_token or secret', 'access_token 或 secret 无效'],
    [
      'another server fetched a newer token, or the secret was changed',
      '另一台服务器获取了新的 access_token，或 AppSecret 已被重置',
    ],
    [
      'get the token from stable_token, with the current secret',
      '改用 stable_token 获取 access_token，并核对 AppSecret',
    ],
  ),
  40002: code(
    ['invalid grant_type', 'grant_type 无效'],
    ['it is not client_credential', 'grant_type 不是 client_credential'],
    ['send client_credential', '改为 client_credential'],
  ),
  40013: code(
    ['invalid appid', 'AppID 无效'],
    [
      'WX_APPID or --appid is mistyped, or is not the appid of a mini program',
      'WX_APPID 或 --appid 写错，或不是小程序的 AppID',
    ],
    ['copy the appid from mp.weixin.qq.com', '从 mp.weixin.qq.com 复制 AppID'],
  ),
  40014: code(
    ['invalid access_token', 'access_token 无效'],
    ['it is incomplete, or is a token of another type', 'access_token 不完整，或是另一种 token'],
    ['get a new one', '重新获取 access_token'],
  ),
  40125: code(
    ['invalid appsecret', 'AppSecret 无效'],
    [
      'WX_SECRET is mistyped, was reset at mp.weixin.qq.com, or belongs to another appid',
      'WX_SECRET 写错，已在 mp.weixin.qq.com 重置，或属于另一个 AppID',
    ],
    ['use the current secret of this appid', '使用该 AppID 当前的 AppSecret'],
  ),
  40164: code(
    ['this IP address is not on the whitelist', '调用接口的 IP 地址不在白名单中'],
    [
      'the address of the machine was never added, or has changed, as that of a cloud function does',
      '机器的出口 IP 未登记或已变化；云函数的出口 IP 会变化',
    ],
    // Of cloud functions, by WeChat's staff: https://developers.weixin.qq.com/community/minihome/doc/000ce2e0608df8cba6401de3366800
    [
      'add the address in the errMsg to the IP whitelist (IP白名单) of the mini program at mp.weixin.qq.com; in a cloud function, use a cloud call (cloud.openapi) instead, which needs neither whitelist nor token, or give the function a fixed public IP (固定公网 IP) and add that',
      '把 errMsg 里的 IP 地址加入 mp.weixin.qq.com 的 IP 白名单；在云函数中请改用云调用（cloud.openapi），不需要白名单和 access_token，或为云函数开启固定公网 IP 并把它加入白名单',
    ],
  ),
  40243: code(
    ['the appsecret is frozen', 'AppSecret 已被冻结'],
    ['an administrator froze it', '管理员冻结了 AppSecret'],
    ['unfreeze it at mp.weixin.qq.com', '在 mp.weixin.qq.com 解冻'],
  ),
  41001: code(
    ['the access_token is missing', '缺少 access_token'],
    ['the URL has no access_token', 'URL 中没有 access_token'],
    ['add ?access_token= to the URL', '在 URL 中加上 ?access_token='],
  ),
  41002: code(
    ['the appid is missing', '缺少 appid'],
    ['the variable is empty', '变量为空'],
    ['set WX_APPID', '设置 WX_APPID'],
  ),
  41004: code(
    ['the appsecret is missing', '缺少 appsecret'],
    ['the variable is empty', '变量为空'],
    ['set WX_SECRET', '设置 WX_SECRET'],
  ),
  42001: code(
    ['the access_token has expired', 'access_token 已过期'],
    ['the clock of the machine that keeps the tokens is wrong', '保存 access_token 的机器时钟不准'],
    ['get a new one', '重新获取 access_token'],
  ),
  45009: code(
    ['the daily limit of calls is reached', '调用次数超过当日上限'],
    ['too many calls today', '今天调用次数过多'],
    ['wait until tomorrow', '明天再试'],
  ),
  45011: code(
    ['too many calls in a minute', '调用太频繁'],
    ['too many calls in the last minute', '一分钟内调用次数过多'],
    ['wait a minute', '等一分钟再试'],
  ),
  61007: code(
    ['the api is not granted to the third-party platform', '接口未授权给第三方平台'],
    ['permission set 45 or 71 is missing (order shipping: 142)', '缺少权限集 45 或 71（发货信息管理：142）'],
    ['ask the merchant to grant it', '请商家重新授权该权限集'],
  ),
  // Of all APIs: https://developers.weixin.qq.com/doc/channels/API/basics/commErrCode.html
  40029: code(
    ['invalid code', 'code 无效'],
    [
      'it was used before, is older than five minutes, or is of another mini program',
      'code 已使用过、超过 5 分钟，或属于其他小程序',
    ],
    ['let the user press the button again, and use the new code once', '让用户重新点击按钮，使用新的 code，且只用一次'],
  ),
  40066: code(
    ['invalid URL', 'URL 无效'],
    ['the path is mistyped', '路径写错'],
    ['compare it with the page of the API', '对照接口文档核对路径'],
  ),
  45035: code(
    ['the IP address may not call', '该 IP 不允许调用'],
    ['it is not on the whitelist', '不在 IP 白名单中'],
    ['add it to the whitelist at mp.weixin.qq.com', '在 mp.weixin.qq.com 加入 IP 白名单'],
  ),
  48004: code(
    ['the API is forbidden', '接口被封禁'],
    ['the account broke the rules', '账号违规'],
    ['read the notices at mp.weixin.qq.com', '查看 mp.weixin.qq.com 的通知'],
  ),
  50002: code(
    ['the user is restricted', '用户受限'],
    ['the account is frozen or blocked', '账号被冻结或封禁'],
    ['have it unfrozen', '申请解封'],
  ),
  61004: code(
    ['the IP address is not on the whitelist', 'IP 不在白名单中'],
    ['the address was never added; a third-party platform has its own list', 'IP 未登记；第三方平台有自己的白名单'],
    ['add the address to that list', '把 IP 加入相应的白名单'],
  ),
  // Of access tokens: https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken and .../api_getaccesstoken
  50004: code(
    ['the token API is forbidden', '禁止使用 token 接口'],
    ['the account was punished', '账号受到处罚'],
    ['see mp.weixin.qq.com', '在 mp.weixin.qq.com 查看原因'],
  ),
  50007: code(
    ['the account is frozen', '账号已冻结'],
    ['its notices say why', '原因见账号的通知'],
    ['unfreeze it at mp.weixin.qq.com', '在 mp.weixin.qq.com 解冻'],
  ),
  89503: code(
    ['the IP address waits for the administrator', '该 IP 等待管理员确认'],
    ['it calls for the first time', '首次使用该 IP 调用'],
    ['ask the administrator to confirm it', '请管理员确认'],
  ),
  89506: code(
    ['the administrator refused the IP address', '管理员拒绝了该 IP'],
    ['refused twice', '已被拒绝两次'],
    ['wait 24 hours', '24 小时后再试'],
  ),
  89507: code(
    ['the administrator refused the IP address', '管理员拒绝了该 IP'],
    ['refused once', '已被拒绝一次'],
    ['wait an hour', '1 小时后再试'],
  ),
  // Of calls of functions: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-http-api/functions/invokeCloudFunction
  40101: code(
    ['a parameter is missing', '缺少参数'],
    ['env or name is missing', '缺少 env 或 name'],
    ['add it to the URL', '在 URL 中补上'],
  ),
  43002: code(['POST is required', '需要 POST 请求'], ['GET was sent', '发送的是 GET'], ['send POST', '改用 POST']),
  44002: code(
    ['the body is empty', '请求体为空'],
    ['nothing was posted', '没有发送内容'],
    ['send JSON, at least {}', '发送 JSON，至少为 {}'],
  ),
  85088: code(
    ['no cloud environment', '没有云开发环境'],
    ['cloud development is not opened', '未开通云开发'],
    ['open it in the developer tools', '在开发者工具中开通'],
  ),
  // https://developers.weixin.qq.com/doc/service/openApi/get_rid_info.html
  76001: code(
    ['the rid was not found', 'rid 不存在'],
    ['it is wrong, or older than seven days', 'rid 有误或超过七天'],
    ['take a new one', '换用新的 rid'],
  ),
  // Of API security: https://developers.weixin.qq.com/miniprogram/dev/server/getting_started/api_signature.html
  40230: unsigned('Serial'),
  40231: unsigned('TimeStamp'),
  40232: unsigned('Signature'),
  40233: unsigned('Appid'),
  40234: code(
    ['the signature is wrong', '签名错误'],
    ['signed with another key', '签名密钥不一致'],
    ['compare the keys', '核对密钥'],
  ),
  40235: code(
    ['the encryption is wrong', '加密错误'],
    ['encrypted with another key, or plain text', '密钥不一致，或发送了明文'],
    ['compare the keys', '核对密钥'],
  ),
  40236: code(
    ['the AppId is wrong', 'AppId 错误'],
    ['a third-party platform signs with its component appid', '第三方平台应使用 component appid'],
    ['send that one', '改用它'],
  ),
  40237: code(
    ['the AppId is not that of the token', 'AppId 与 token 不符'],
    ['a third-party platform signs with its component appid', '第三方平台应使用 component appid'],
    ['send that one', '改用它'],
  ),
  40238: code(
    ['no symmetric key', '没有对称密钥'],
    ['it was not set', '未设置'],
    ['set it at mp.weixin.qq.com', '在 mp.weixin.qq.com 设置'],
  ),
  40239: code(
    ['no public key', '没有公钥'],
    ['it was not set', '未设置'],
    ['set it at mp.weixin.qq.com', '在 mp.weixin.qq.com 设置'],
  ),
  40240: code(
    ['the timestamp has expired', '时间戳过期'],
    ['the clock is wrong', '时钟不准'],
    ['set the clock', '校准时钟'],
  ),
}
