import { type Code, type Codes, code } from './Code'

// Codes of wxa.sec.order. WeChat prints one table for all of them; its older page says which API returns which.

const busy: Code = code(
  ['system busy', '系统繁忙'],
  ['WeChat is busy', '微信系统繁忙'],
  ['try again later', '稍后再试'],
)
const tooLong = (param: string): Code =>
  code([`${param} is too long`, `${param} 过长`], ['more than 128 bytes', '超过 128 字节'], ['shorten it', '缩短它'])
const missing = (param: string): Code =>
  code([`${param} is missing`, `缺少 ${param}`], ['not sent, or empty', '没有传，或为空'], ['send it', '补上该参数'])

/** Of every API of the family that cloud functions may call. */
export const tradeCodes = {
  48001: code(
    ['the api is not authorized', '接口未授权'],
    [
      'the account has no order shipping service (订单发货管理), which WeChat grants by itself and nobody can ask for; or a third-party platform lacks permission set 142',
      '账号没有订单发货管理服务，该服务由平台逐步开通，无法申请；或第三方平台缺少权限集 142',
    ],
    [
      'look for 发货管理 at mp.weixin.qq.com; without it, payments settle without shipping information',
      '在 mp.weixin.qq.com 查看有没有“发货管理”；没有则无需录入发货信息',
    ],
  ),
  [-604100]: {
    ...code(
      ['this account has no such cloud call', '该账号没有这个云调用'],
      [
        'WeChat documents it, but nobody has reported that it works; or config.json misspells it',
        '文档写明支持云调用，但没有人报告调用成功；或 config.json 中接口名写错',
      ],
      [
        'call it over HTTPS: createOpenApi({ appid, secret }) on a server, or in a function with a fixed public IP',
        '改用 HTTPS 调用：在服务器上或开启了固定公网 IP 的云函数里使用 createOpenApi({ appid, secret })',
      ],
    ),
    remedy: (api) =>
      `API not found: this account has no cloud call ${api}, although WeChat documents it. Call it over HTTPS: ` +
      `require('wx-logistics').createOpenApi({ appid, secret }).${api}(...), on a server or in a function with a fixed public IP`,
  },
} satisfies Codes

/** Of the APIs that look up a payment. */
export const paymentCodes = {
  ...tradeCodes,
  47001: code(
    ['the data is in the wrong format', '数据格式错误'],
    [
      "a value of the wrong type, such as delivery_mode 'UNIFIED_DELIVERY', shipping_list as an object or upload_time as a number; camelCase names over HTTPS; text that is not UTF-8",
      '参数类型不对，例如 delivery_mode 写成 UNIFIED_DELIVERY、shipping_list 写成对象、upload_time 写成数字；HTTPS 调用用了驼峰名；文本不是 UTF-8',
    ],
    ['compare each parameter with the page of the API', '对照接口文档逐个核对参数'],
  ),
  10060001: code(
    ['the payment does not exist', '支付单不存在'],
    [
      'called within seconds of the payment; paid in the developer tools, or before the merchant number was authorised; the token is of another mini program; transactionId is the own number; or mchid is not that of the sub-merchant',
      '支付后几秒内就调用；在开发者工具中支付；在商户号授权之前支付；token 属于其他小程序；transactionId 填成了商户单号；mchid 不是子商户号',
    ],
    [
      'after a payment just made, try again in a minute; then check the numbers',
      '刚支付的等一分钟再试，再核对各个单号',
    ],
  ),
  10060012: busy,
  10060014: code(
    ['invalid parameter', '参数错误'],
    ['a parameter is wrong, or no number of a payment was sent', '某个参数有误，或没有传任何单号'],
    ['read the errMsg', '查看 errMsg'],
  ),
  10060019: busy,
} satisfies Codes

const lookFirst: [string, string] = ['look at the order with getOrder', '用 getOrder 查看该订单']
const wrongMode = (what: string): Code =>
  code([`invalid ${what}`, `${what} 有误`], ['not one of its values', '不在取值范围内'], ['correct it', '改正取值'])

/** Of the two uploads. */
export const uploadCodes = {
  ...paymentCodes,
  10060002: code(
    ['all is shipped already', '已完成发货，无法继续发货'],
    ['an earlier call, or somebody at mp.weixin.qq.com, shipped it', '之前的调用或后台人工已发货'],
    ['compare what was shipped with getOrder', '用 getOrder 核对发货内容'],
  ),
  10060003: code(
    ['the one re-shipping is used up', '已使用过重新发货机会'],
    ['shipped again after all was shipped', '全部发货后又发过一次'],
    ['nothing: it is final', '无法再改'],
  ),
  10060004: code(
    ['the order cannot be shipped in its state', '订单当前状态不能发货'],
    [
      'refunded, received or settled; virtual goods settle two days after the payment',
      '已退款、已收货或已结算；虚拟商品支付两天后自动结算',
    ],
    lookFirst,
  ),
  10060005: wrongMode('logistics_type'),
  10060006: code(
    ['only parcels of couriers can be split', '只有快递支持分拆发货'],
    ['deliveryMode is 2 and logisticsType is not 1', 'deliveryMode 为 2，但 logisticsType 不是 1'],
    ['send deliveryMode 1', 'deliveryMode 改为 1'],
  ),
  10060007: missing('is_all_delivered'),
  10060008: missing('item_desc'),
  10060009: code(
    ['item_desc is too long', 'item_desc 过长'],
    ['more than 120 characters', '超过 120 个字'],
    ['shorten it', '缩短商品描述'],
  ),
  10060020: missing('item_desc'),
  10060023: code(
    ['nothing has changed', '发货信息未更新'],
    ['the same was uploaded before', '与上次上传的内容相同'],
    ['nothing: it is done', '无需处理，等同成功'],
  ),
  10060024: code(
    ['too many parcels', '物流单过多'],
    ['more than 15', '超过 15 个'],
    ['ship fewer parcels at a time', '减少一次发货的包裹数'],
  ),
  10060025: tooLong('express_company'),
  10060026: tooLong('tracking_no'),
  10060031: code(
    ['the payment does not belong to this openid', '支付单不属于该 openid'],
    ['payer.openid is not the openid of who paid', 'payer.openid 不是支付者的 openid'],
    ['send the openid of the payer in this mini program', '传支付者在本小程序中的 openid'],
  ),
  268440065: code(
    ['not documented', '文档中没有这个错误码'],
    ['one project takes it for "already shipped"', '有项目将它视为“已发货”'],
    lookFirst,
  ),
  268485194: wrongMode('order_number_type'),
  268485195: missing('transaction_id'),
  268485196: missing('mchid'),
  268485197: missing('out_trade_no'),
  268485216: code(
    ['upload_time is not RFC 3339', 'upload_time 格式错误'],
    ['the format is another one', '不是 RFC 3339 格式'],
    ['send new Date().toISOString()', '改用 new Date().toISOString()'],
  ),
  268485224: wrongMode('delivery_mode'),
  268485226: missing('tracking_no'),
  268485227: missing('express_company'),
  268485228: code(
    ['delivery_mode 1 needs exactly one parcel', '统一发货时物流列表只能有一项'],
    ['each of several goods has an entry of its own', '多件商品写成了多项'],
    ['join the goods of a parcel in one itemDesc', '把同一包裹的商品写在一个 itemDesc 里'],
  ),
} satisfies Codes

/** Also of getOrder, which returned it to users without an explanation. */
export const notShipped: Code = code(
  ['the state of the order does not allow this', '当前订单状态不允许进行该操作'],
  ['it is not shipped', '订单尚未发货'],
  lookFirst,
)
