import * as v from 'valibot'
import { says } from '../../../cloudfunctions/openapi/messages/issues'
import type { Document } from '../database/Documents'
import { documentOf } from '../database/documentOf'
import { decodeFields } from '../database/extendedJson'
import { apiName } from '../schemas/apiName'
import {
  amount,
  anObject,
  described,
  distinct,
  exactly,
  fields,
  flag,
  integer,
  list,
  listOf,
  mistakeOf,
  name,
  noList,
  notEmpty,
  oneOf,
  oneOfThese,
  optional,
  should,
  text,
  withDefault,
} from '../schemas/plainSchemas'
import { reasonIn } from '../system/system'
import { deliveryId } from './couriers'
import { filePath, seedAccountSchema, seedOrderSchema, seedPaymentSchema } from './recordsSchema'

const courierId = described(deliveryId, 'The id of the courier, such as SF. 快递公司 ID，如 SF')
const openids = v.exactOptional(listOf(name))

const userSchema = v.union(
  [
    name,
    exactly({
      openid: described(name, 'The openid. 用户的 openid'),
      phone: described(name, 'The phone number, which getPhoneNumber returns. 手机号，由 getPhoneNumber 返回'),
    }),
  ],
  says(({ issues }: v.UnionIssue<v.BaseIssue<unknown>>) => {
    const whole = should('an openid or { openid, phone }', ' openid 或 { openid, phone }')
    const inner = issues?.find((it) => it.path)
    if (!inner) return whole
    const [path, { en, zh }] = [v.getDotPath(inner), mistakeOf(inner)]
    return { en: `${whole.en}: ${path} ${en}`, zh: `${whole.zh}：${path} ${zh}` }
  }),
)

const miniProgram = exactly({
  appid: described(name, 'Its AppID. 小程序的 AppID'),
  secret: described(name, 'Its AppSecret, an invented one. AppSecret，请勿填写真实的'),
  members: optional(
    exactly({ admin: openids, operator: openids, developer: openids }),
    'The openids of its members, by role. The sandbox accepts members only. 各角色成员的 openid，沙盒只对其开放',
  ),
  users: optional(
    listOf(userSchema),
    'Its users: openids, or { openid, phone } (default: every string is a user). 用户：openid 或 { openid, phone }，设置后其余视为无效；默认任意文本均有效',
  ),
  trade_managed: optional(
    flag,
    'Whether it has order shipping (default: true); 48001 without. 是否已开通发货信息管理，默认为 true；未开通时返回 48001',
  ),
  trade_delay_s: optional(
    amount,
    'For how many seconds order shipping does not know a payment (default: 0): 10060001. 支付后多少秒内查不到支付单（10060001），默认为 0',
  ),
})

const courier = exactly({
  delivery_id: courierId,
  delivery_name: described(text, 'Its name. 快递公司名称'),
  can_use_cash: withDefault(
    oneOf([0, 1]),
    0,
    '1: accepts cash orders, with cash_biz_id. 1 表示支持散单，使用 cash_biz_id',
  ),
  can_get_quota: withDefault(
    oneOf([0, 1]),
    0,
    '1: a franchise courier, which keeps a balance of e-waybills. 1 表示加盟制，有电子面单余额',
  ),
  cash_biz_id: withDefault(text, '', 'The customer code of cash orders. 散单的客户编码'),
  service_type: withDefault(
    listOf(exactly({ service_type: integer, service_name: text })),
    [],
    'The services that it offers. 支持的服务类型',
  ),
  can_cancel: optional(
    flag,
    'Whether it supports cancelling (default: true, except STO and ZTO); otherwise cancelOrder is 9300501 with 30004. 是否支持取消订单，默认支持，STO、ZTO 除外；不支持时为 9300501 和 30004',
  ),
  cancels_moved: optional(
    flag,
    'Whether an order can be cancelled after its parcel has moved. For the sandbox, add a courier TEST. 有轨迹后是否仍可取消；沙盒请添加快递公司 TEST',
  ),
  no_goods_code: optional(
    integer,
    'The delivery_resultcode of an order without cargo.detail_list (default: 30001, JDL -1; 0 accepts it, as does cash). 没有 cargo.detail_list 的订单返回的 delivery_resultcode，默认 30001，JDL 为 -1；0 及现付均接受',
  ),
  min_insured_value: optional(
    amount,
    'The least insured_value of an insured order, in fen; below it is 20008 (default: 0, SF 100). 保价订单的最低 insured_value，单位分，低于它为 20008，默认 0，SF 为 100',
  ),
})

const customer = exactly({
  delivery_id: courierId,
  biz_id: described(name, 'The customer code. 客户编码'),
  password: described(text, 'The password with which it is bound. 绑定时的密码'),
  needs_password: withDefault(flag, true, 'Whether binding requires the password. 绑定时是否必填密码'),
  needs_review: withDefault(
    flag,
    false,
    'Whether the courier reviews a bind before it is complete. 绑定是否需快递公司审核',
  ),
  quota_num: optional(
    amount,
    'E-waybills at the start (default: 100 at a franchise courier). 初始电子面单余额，加盟制默认 100',
  ),
})

/** The pushes of WeChat, https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/business/Bind_merchant_review_result_update_event.html */
export const pushEvents = [
  'update_business_bind_result',
  'add_express_path',
  'wxa_trade_controlled',
  'trade_manage_remind_access_api',
  'trade_manage_remind_shipping',
  'trade_manage_order_settlement',
] as const
export type PushEvent = (typeof pushEvents)[number]

const matching = (pattern: RegExp, en: string, zh: string) =>
  v.exactOptional(v.pipe(text, v.regex(pattern, says(should(en, zh)))))

const push = v.pipe(
  exactly({
    MsgType: withDefault(oneOf(['event']), 'event', 'The type of the push (default: event). 推送的类型，默认为 event'),
    Event: described(v.picklist(pushEvents, says(oneOfThese(pushEvents))), 'The event that WeChat pushes. 推送的事件'),
    function: optional(name, 'The cloud function that receives the push. 接收推送的云函数名'),
    url: described(
      matching(
        /^https?:\/\/[^\s/?#@]+([/?][^\s#]*)?$/,
        'http://... or https://..., without user, password and fragment',
        ' http://… 或 https://…，不带用户名、密码和片段',
      ),
      'Instead of function: the URL of a server. The other fields belong to it, as at mp.weixin.qq.com. 代替 function：接收推送的服务器地址（URL），以下各项与小程序后台一致',
    ),
    token: described(
      matching(/^[A-Za-z0-9]{3,32}$/, '3 to 32 letters and digits', ' 3 到 32 位字母或数字'),
      'Token; required with url. 令牌（Token），有 url 时必填',
    ),
    encodingAESKey: described(
      matching(/^[A-Za-z0-9]{43}$/, '43 letters and digits', ' 43 位字母或数字'),
      'EncodingAESKey; required unless mode is plain. 消息加密密钥，非明文模式必填',
    ),
    format: optional(oneOf(['xml', 'json']), 'Data format (default: xml). 数据格式，默认 xml'),
    mode: optional(
      oneOf(['plain', 'compatible', 'safe']),
      'Encryption (default: plain). 加密方式：明文（plain，默认）、兼容（compatible）、安全（safe）',
    ),
  }),
  v.check(
    (it) => (it.function === undefined) !== (it.url === undefined),
    says({ en: 'needs function or url, and not both', zh: '须有 function 或 url，且不能同时有' }),
  ),
  v.check(
    ({ function: name, token, encodingAESKey, format, mode = 'plain' }) =>
      name === undefined
        ? token !== undefined && (mode === 'plain' || encodingAESKey !== undefined)
        : (token ?? encodingAESKey ?? format) === undefined && mode === 'plain',
    says({
      en: 'needs token with url, encodingAESKey too unless mode is plain, and none of them with function',
      zh: '使用 url 时须有 token，非明文模式还须有 encodingAESKey；使用 function 时须删除这些项',
    }),
  ),
)

/** A list of documents in Extended JSON. */
export const documentsSchema = distinct(
  listOf(
    v.pipe(
      fields,
      v.rawTransform(({ dataset, addIssue, NEVER }): Document => {
        try {
          return documentOf(decodeFields(dataset.value, Date.now()))
        } catch (error) {
          const { en, zh } = reasonIn(error)
          addIssue({ message: says({ en: `is not a valid document: ${en}`, zh: `不是有效的记录：${zh}` }) })
          return NEVER
        }
      }),
    ),
  ),
  '_id',
)

/** What a stub may return. */
const returns = ['answer', 'answers', 'base64', 'file'] as const

/** A stubbed response of an API, simulated or not. */
const stub = v.pipe(
  exactly({
    api: described(
      apiName,
      'The API: subscribeMessage.send, or a path such as /sns/jscode2session for an HTTPS API. 接口名，或 HTTPS 接口的路径',
    ),
    when: optional(
      fields,
      'Only for calls that have these wire parameters, each equal at any depth (default: every call). The first stub that matches responds. 只用于这些线上参数（wire 名）完全相等的调用，默认为所有调用；由第一个匹配的返回',
    ),
    answer: optional(fields, "WeChat's JSON, returned by every call. 每次调用的返回"),
    answers: optional(
      v.pipe(listOf(fields), v.nonEmpty(notEmpty)),
      'Instead of answer: what the calls return in turn; the last one repeats. 代替 answer：依次返回，之后一直返回最后一个',
    ),
    base64: optional(
      v.pipe(text, v.base64(says(should('base64', ' base64')))),
      'Instead of answer: bytes, such as an image. 代替 answer：二进制内容，例如图片',
    ),
    file: optional(
      name,
      'Instead of base64: the path of a file with the bytes, relative to this file. 代替 base64：文件路径，相对于本文件',
    ),
    contentType: optional(
      v.pipe(name, v.regex(/^[\w.+-]+\/[\w.+-]+$/, says(should('a media type', '媒体类型')))),
      'The content type of the bytes (default: image/jpeg). 二进制内容的类型，默认 image/jpeg',
    ),
  }),
  v.check(
    (it) => returns.filter((name) => it[name] !== undefined).length === 1,
    says({ en: `needs one of ${returns.join(', ')}`, zh: `须有 ${returns.join('、')} 中的一个，且只能有一个` }),
  ),
)

/** The stubs, in the fixtures and in the body of `PUT /emulator/stubs`. */
export const stubsSchema = distinct(listOf(stub), 'api', 'when')

/**
 * The fixtures, `local-wechat.json`. Names of WeChat's data are WeChat's. A new section is a line here and, if it is not
 * empty by default, in `withDefaults`; `referenceMistakes` checks what it refers to.
 */
export const fixturesSchema = exactly({
  $schema: optional(text, 'Path of the JSON Schema of this file, for editors. 本文件的 JSON Schema'),
  miniPrograms: optional(
    distinct(v.tupleWithRest([miniProgram], miniProgram, list), 'appid'),
    'The mini programs; calls that do not name one use the first (default: wx0000000000000000). 小程序，未指明时使用第一个，默认为 wx0000000000000000',
  ),
  couriers: optional(
    distinct(listOf(courier), 'delivery_id'),
    "The couriers (default: WeChat's list). 快递公司，默认为微信的列表",
  ),
  customers: optional(
    distinct(listOf(customer), 'delivery_id', 'biz_id'),
    'Who may be bound at the couriers, and how (default: biz_id 123456 at each). 快递公司的客户，默认各有一个 123456',
  ),
  accounts: optional(
    distinct(listOf(seedAccountSchema), 'appid', 'delivery_id', 'biz_id'),
    'Accounts at a first start or reset (default: none). 初始或重置后已绑定的账号，默认为空',
  ),
  orders: optional(
    distinct(listOf(seedOrderSchema), 'appid', 'order_id'),
    'Orders at a first start or reset (default: none). 初始或重置后已有的运单，默认为空',
  ),
  payments: optional(
    distinct(listOf(seedPaymentSchema), 'transaction_id'),
    'Payments at a first start or reset (default: none). 初始或重置后已有的支付，默认为空',
  ),
  pushes: optional(
    distinct(listOf(push), 'MsgType', 'Event'),
    "Which function or server receives which of WeChat's pushes (default: none). 消息推送由哪个云函数或服务器接收，默认不推送",
  ),
  collections: optional(
    noList(v.record(name, documentsSchema, says(anObject))),
    'The collections of cloud.database(), each with its documents at the start, dates in Extended JSON (default: none). 云数据库的集合及其初始记录，日期用 Extended JSON，默认为空',
  ),
  files: optional(
    noList(v.record(filePath, name, says(anObject))),
    'The files of the storage at a first start or reset: the path in the storage, and the local file that is copied, relative to this file (default: none). 云存储的初始文件：云端路径和要复制的本地文件（相对于本文件），默认为空',
  ),
  stubs: optional(
    stubsSchema,
    'Stubbed responses, for example of APIs that are not simulated. 模拟返回，例如用于未模拟的接口',
  ),
})

/** Returns the openid of a user of the fixtures. */
export function openidOf(user: User): string {
  return typeof user === 'string' ? user : user.openid
}

/** Fixtures given by a program. A section that is left out keeps its default. */
export type GivenFixtures = v.InferInput<typeof fixturesSchema>

export type FixturesFile = v.InferOutput<typeof fixturesSchema>
type User = v.InferOutput<typeof userSchema>
export type MiniProgram = v.InferOutput<typeof miniProgram>
export type Courier = v.InferOutput<typeof courier>
export type Customer = Required<v.InferOutput<typeof customer>>
export type PushTarget = v.InferOutput<typeof push>
export type Stub = v.InferOutput<typeof stub>

/** The fixtures with all defaults. */
export type FixturesContent = Readonly<Required<Omit<FixturesFile, '$schema' | 'customers'>>> & {
  readonly customers: readonly Customer[]
}
