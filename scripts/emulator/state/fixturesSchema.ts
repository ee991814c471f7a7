import * as v from 'valibot'
import { says } from '../../../cloudfunctions/openapi/messages/issues'
import type { Document } from '../database/Documents'
import { documentOf } from '../database/documentOf'
import { decodeFields } from '../database/extendedJson'
import { apiName } from '../schemas/apiName'
import {
  amount,
  anObject,
  distinct,
  exactly,
  fields,
  flag,
  integer,
  list,
  listOf,
  name,
  notEmpty,
  oneOf,
  should,
  text,
} from '../schemas/plainSchemas'
import { reasonIn } from '../system/system'
import { seedAccountSchema, seedOrderSchema } from './recordsSchema'

const described = <S extends v.GenericSchema>(schema: S, text: string) => v.pipe(schema, v.description(text))
const openids = v.exactOptional(listOf(name))

const miniProgram = exactly({
  appid: name,
  secret: name,
  members: described(
    v.exactOptional(exactly({ admin: openids, operator: openids, developer: openids })),
    'The openids of its members, by role. The sandbox accepts members only. 各角色成员的 openid，沙盒只对其开放',
  ),
  users: described(
    openids,
    'The openids of its users (default: every string is a user). 用户的 openid，设置后其余视为无效；默认任意文本均有效',
  ),
})

const courier = exactly({
  delivery_id: name,
  delivery_name: text,
  can_use_cash: v.optional(oneOf([0, 1]), 0),
  can_get_quota: described(
    v.optional(oneOf([0, 1]), 0),
    '1: a franchise courier, which keeps a balance of e-waybills. 1 表示加盟制，有电子面单余额',
  ),
  cash_biz_id: v.optional(text, ''),
  service_type: v.optional(listOf(exactly({ service_type: integer, service_name: text })), []),
})

const customer = exactly({
  delivery_id: name,
  biz_id: name,
  password: text,
  needs_password: described(v.optional(flag, true), 'Whether binding requires the password. 绑定时是否必填密码'),
  needs_review: described(
    v.optional(flag, false),
    'Whether the courier reviews a bind before it is complete. 绑定是否需快递公司审核',
  ),
  quota_num: described(
    v.exactOptional(amount),
    'E-waybills at the start (default: 100 at a franchise courier). 初始电子面单余额，加盟制默认 100',
  ),
})

/** The pushes of WeChat, https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/business/Bind_merchant_review_result_update_event.html */
export const pushEvents = ['update_business_bind_result', 'add_express_path'] as const

const push = exactly({
  MsgType: v.optional(oneOf(['event']), 'event'),
  Event: oneOf(pushEvents),
  function: described(name, 'The name of the cloud function that receives the push. 接收推送的云函数名'),
})

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
    when: described(
      v.exactOptional(fields),
      'Only for calls that have these wire parameters, each equal at any depth (default: every call). The first stub that matches responds. 只用于这些线上参数（wire 名）完全相等的调用，默认为所有调用；由第一个匹配的返回',
    ),
    answer: described(v.exactOptional(fields), "WeChat's JSON, returned by every call. 每次调用的返回"),
    answers: described(
      v.exactOptional(v.pipe(listOf(fields), v.nonEmpty(notEmpty))),
      'Instead of answer: what the calls return in turn; the last one repeats. 代替 answer：依次返回，之后一直返回最后一个',
    ),
    base64: described(
      v.exactOptional(v.pipe(text, v.base64(says(should('base64', ' base64'))))),
      'Instead of answer: bytes, such as an image. 代替 answer：二进制内容，例如图片',
    ),
    file: described(
      v.exactOptional(name),
      'Instead of base64: the path of a file with the bytes, relative to this file. 代替 base64：文件路径，相对于本文件',
    ),
    contentType: described(
      v.exactOptional(v.pipe(name, v.regex(/^[\w.+-]+\/[\w.+-]+$/, says(should('a media type', '媒体类型'))))),
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
  $schema: described(v.exactOptional(text), 'Path of the JSON Schema of this file, for editors. 本文件的 JSON Schema'),
  miniPrograms: described(
    v.exactOptional(distinct(v.tupleWithRest([miniProgram], miniProgram, list), 'appid')),
    'The mini programs; calls that do not name one use the first (default: wx0000000000000000). 小程序，未指明时使用第一个，默认为 wx0000000000000000',
  ),
  couriers: described(
    v.exactOptional(distinct(listOf(courier), 'delivery_id')),
    "The couriers (default: WeChat's list). 快递公司，默认为微信的列表",
  ),
  customers: described(
    v.exactOptional(distinct(listOf(customer), 'delivery_id', 'biz_id')),
    'Who may be bound at the couriers, and how (default: biz_id 123456 at each). 快递公司的客户，默认各有一个 123456',
  ),
  accounts: described(
    v.exactOptional(distinct(listOf(seedAccountSchema), 'appid', 'delivery_id', 'biz_id')),
    'Accounts at a first start or reset (default: none). 初始或重置后已绑定的账号，默认为空',
  ),
  orders: described(
    v.exactOptional(distinct(listOf(seedOrderSchema), 'appid', 'order_id')),
    'Orders at a first start or reset (default: none). 初始或重置后已有的运单，默认为空',
  ),
  pushes: described(
    v.exactOptional(distinct(listOf(push), 'MsgType', 'Event')),
    "Which cloud function receives which of WeChat's pushes (default: none). 消息推送由哪个云函数接收，默认不推送",
  ),
  collections: described(
    v.exactOptional(v.record(name, documentsSchema, says(anObject))),
    'The collections of cloud.database(), each with its documents at the start, dates in Extended JSON (default: none). 云数据库的集合及其初始记录，日期用 Extended JSON，默认为空',
  ),
  stubs: described(
    v.exactOptional(stubsSchema),
    'Stubbed responses, for example of APIs that are not simulated. 模拟返回，例如用于未模拟的接口',
  ),
})

/** Fixtures given by a program. A section that is left out keeps its default. */
export type GivenFixtures = v.InferInput<typeof fixturesSchema>

export type FixturesFile = v.InferOutput<typeof fixturesSchema>
export type MiniProgram = v.InferOutput<typeof miniProgram>
export type Courier = v.InferOutput<typeof courier>
export type Customer = Required<v.InferOutput<typeof customer>>
export type Stub = v.InferOutput<typeof stub>

/** The fixtures with all defaults. */
export type FixturesContent = Readonly<Required<Omit<FixturesFile, '$schema' | 'customers'>>> & {
  readonly customers: readonly Customer[]
}
