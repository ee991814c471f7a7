import * as v from 'valibot'
import { amount, exactly, flag, integer, listOf, name, oneOf, text } from './plainSchemas'
import { type SeedAccount, type SeedOrder, seedAccountSchema, seedOrderSchema } from './recordsSchema'
import { type Stub, stubSchema } from './stubSchema'

const openids = v.exactOptional(listOf(name))

const miniProgram = exactly({
  appid: name,
  secret: name,
  members: v.pipe(
    v.exactOptional(exactly({ admin: openids, operator: openids, developer: openids })),
    v.description(
      'The openids of its members, by role; the sandbox serves no others. 各角色成员的 openid，沙盒只对其开放',
    ),
  ),
  users: v.pipe(
    openids,
    v.description(
      'The openids of its users; any text is one unless set. 用户的 openid，设置后其余视为无效；默认任意文本均有效',
    ),
  ),
})

const courier = exactly({
  delivery_id: name,
  delivery_name: text,
  can_use_cash: v.optional(oneOf([0, 1]), 0),
  can_get_quota: v.pipe(
    v.optional(oneOf([0, 1]), 0),
    v.description('1: a franchise courier, which keeps a balance of e-waybills. 1 表示加盟制，有电子面单余额'),
  ),
  cash_biz_id: v.optional(text, ''),
  service_type: v.optional(listOf(exactly({ service_type: integer, service_name: text })), []),
})

const customer = exactly({
  delivery_id: name,
  biz_id: name,
  password: text,
  needs_password: v.pipe(
    v.optional(flag, true),
    v.description('Whether a bind has to give the password. 绑定时是否必填密码'),
  ),
  needs_review: v.pipe(
    v.optional(flag, false),
    v.description('Whether the courier decides on a bind later. 绑定是否需快递公司审核'),
  ),
  quota_num: v.pipe(
    v.exactOptional(amount),
    v.description('E-waybills at the start; 100 at a franchise courier unless set. 初始电子面单余额，加盟制默认 100'),
  ),
})

/** What WeChat pushes, https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/business/Bind_merchant_review_result_update_event.html */
export const pushEvents = ['update_business_bind_result', 'add_express_path'] as const

const push = exactly({
  MsgType: v.optional(oneOf(['event']), 'event'),
  Event: oneOf(pushEvents),
  function: v.pipe(name, v.description('The name of the cloud function that gets them. 接收推送的云函数名')),
})

/**
 * The fixtures, `local-wechat.json`: what a person decides about the local WeChat. What is WeChat's has WeChat's names.
 * A new section is a line here, one in `FixturesContent` and one in `withDefaults`; what it refers to is checked in
 * `referenceMistakes`.
 */
export const fixturesSchema = exactly({
  $schema: v.pipe(
    v.exactOptional(text),
    v.description('Where editors find the schema of this file. 本文件的 JSON Schema'),
  ),
  miniPrograms: v.pipe(
    v.tupleWithRest([miniProgram], miniProgram, 'should be a list, [...]'),
    v.description('The mini programs; calls that name none are of the first. 小程序，默认使用第一个'),
  ),
  couriers: v.pipe(
    v.exactOptional(listOf(courier)),
    v.description("The couriers; WeChat's unless set. 快递公司，默认为微信的列表"),
  ),
  customers: v.pipe(
    v.exactOptional(listOf(customer)),
    v.description(
      'What the couriers know: who may be bound, and how; biz_id 123456 at each unless set. 快递公司的客户，默认各有一个 123456',
    ),
  ),
  accounts: v.pipe(
    v.exactOptional(listOf(seedAccountSchema)),
    v.description(
      'What is bound when the records are new or reset; nothing unless set. 初始或重置后已绑定的账号，默认为空',
    ),
  ),
  orders: v.pipe(
    v.exactOptional(listOf(seedOrderSchema)),
    v.description(
      'What is ordered when the records are new or reset; nothing unless set. 初始或重置后已有的运单，默认为空',
    ),
  ),
  pushes: v.pipe(
    v.exactOptional(listOf(push)),
    v.description(
      "Which cloud function gets which of WeChat's messages; none unless set. 消息推送由哪个云函数接收，默认不推送",
    ),
  ),
  stubs: v.pipe(
    v.exactOptional(listOf(stubSchema)),
    v.description('Canned answers, of APIs that are not simulated for instance. 固定应答，例如用于未模拟的接口'),
  ),
})

/** What a program may give in the place of a file: a section that it leaves out stays as it is built in. */
export type GivenFixtures = Partial<v.InferInput<typeof fixturesSchema>>

export type FixturesFile = v.InferOutput<typeof fixturesSchema>
export type MiniProgram = v.InferOutput<typeof miniProgram>
export type Courier = v.InferOutput<typeof courier>
export type PushRule = v.InferOutput<typeof push>
export type Customer = Required<v.InferOutput<typeof customer>>

/** The fixtures with every default in its place. */
export interface FixturesContent {
  readonly miniPrograms: readonly [MiniProgram, ...MiniProgram[]]
  readonly couriers: readonly Courier[]
  readonly customers: readonly Customer[]
  readonly accounts: readonly SeedAccount[]
  readonly orders: readonly SeedOrder[]
  readonly pushes: readonly PushRule[]
  readonly stubs: readonly Stub[]
}
