import { type ApiName, apis, type Params } from '../../../cloudfunctions/openapi/apis'
import { addOrder } from '../../../cloudfunctions/openapi/apis/logistics/addOrder'
import { cancelOrder } from '../../../cloudfunctions/openapi/apis/logistics/cancelOrder'
import { sandbox } from '../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { traceWaybill } from '../../../cloudfunctions/openapi/apis/openMsg/traceWaybill'
import { expressCompanyOf } from '../../../cloudfunctions/openapi/apis/wxa/sec/order/couriers'
import { getOrder as getShippingOrder } from '../../../cloudfunctions/openapi/apis/wxa/sec/order/getOrder'
import { uploadShippingInfo } from '../../../cloudfunctions/openapi/apis/wxa/sec/order/uploadShippingInfo'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { type Courier, type FixturesContent, openidOf } from '../state/fixturesSchema'
import {
  BOUND,
  NORMAL,
  type Order,
  type Payment,
  REVIEWING,
  type RecordsData,
  SHIPPED,
  TO_SHIP,
} from '../state/recordsSchema'
import { waybillTokenOf } from './orders/orders'
import { isSandboxUsedUp, withSandbox } from './orders/sandboxCourier'

/** Example parameters under their camelCase names, and a note if WeChat refuses them or no example is possible. */
export interface Example {
  params?: object
  note?: Message
}

/** The records that an example depends on. */
type Records = Pick<RecordsData, 'accounts' | 'orders' | 'quotas' | 'payments'>

/** What examples are made from. */
interface Situation {
  fixtures: FixturesContent
  /** Of the first mini program; undefined without a local WeChat: then the first customer counts as bound. */
  records: Records | undefined
  /** The courier of the example (default: any). */
  deliveryId?: string | undefined
}

type Customer = FixturesContent['customers'][number]
/** A customer code at a courier. */
type Code = Pick<Customer, 'delivery_id' | 'biz_id'>

/** The format that the page of bindAccount prescribes for EMS: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_bindaccount.html */
const REMARK = '电话：13800000000 联系人：张三 服务类型：标准快递 发货地址：广东省广州市海珠区新港中路 397 号'

/** Examples that depend on more than the last order and the users. */
const examples: { readonly [N in ApiName]?: (situation: Situation) => object } = {
  'logistics.bindAccount': exampleBind,
  'logistics.getQuota': (situation) => {
    const { delivery_id, biz_id } = bound(situation, (it) => hasQuota(situation, it)) ?? noAccount(situation)
    return { deliveryId: delivery_id, bizId: biz_id }
  },
  'logistics.addOrder': exampleOrder,
  'logistics.cancelOrder': (situation) =>
    adapted(cancelOrder.example, situation, (it) => it.order_status === NORMAL && it.path_item_list.length === 0),
  'wxa.sec.order.isTradeManaged': ({ fixtures }) => ({ appid: fixtures.miniPrograms[0].appid }),
  'wxa.sec.order.uploadShippingInfo': exampleUpload,
  'wxa.sec.order.uploadCombinedShippingInfo': (situation) => {
    const { uploadTime, payer, ...order } = exampleUpload(situation)
    return { orderKey: order.orderKey, subOrders: [order], uploadTime, payer }
  },
  'wxa.sec.order.getOrder': (situation) => ({ transactionId: lastPayment(situation).transaction_id }),
  'wxa.sec.order.notifyConfirmReceive': (situation) => {
    const { transaction_id, shipped_time } = lastPayment(situation, SHIPPED)
    return { transactionId: transaction_id, receivedTime: shipped_time + 1 }
  },
  'openMsg.traceWaybill': (situation) => {
    const example = adapted(traceWaybill.example, situation, hasTrack)
    return { ...example, deliveryId: expressCompanyOf(String(readProperty(example, 'deliveryId'))) }
  },
  'openMsg.queryTrace': (situation) => ({ waybillToken: waybillTokenOf(lastOrder(situation, hasTrack)) }),
}

const hasTrack = (it: Order) => it.delivery_id !== sandbox.deliveryId && it.path_item_list.length > 0

/** Ships the last payment that waits for it, with the waybill of the last order, if there is one. */
function exampleUpload(situation: Situation): Params<'wxa.sec.order.uploadShippingInfo'> {
  const { example } = uploadShippingInfo
  const { openid, transaction_id: transactionId } = lastPayment(situation, TO_SHIP)
  const parcels = (situation.records?.orders.slice(-1) ?? []).map(({ waybill_id, delivery_id, receiver }) => ({
    ...example.shippingList[0],
    trackingNo: waybill_id,
    expressCompany: expressCompanyOf(delivery_id),
    ...(delivery_id === 'SF' && { contact: { receiverContact: `****${(receiver.mobile || receiver.tel).slice(-4)}` } }),
  }))
  return {
    ...example,
    orderKey: { orderNumberType: 2, transactionId },
    shippingList: parcels.length > 0 ? parcels : [...example.shippingList],
    uploadTime: new Date().toISOString(),
    payer: { openid },
  }
}

/** @throws MessageError if there is no such payment */
function lastPayment(
  { records, fixtures }: Situation,
  state?: number,
): Pick<Payment, 'openid' | 'transaction_id' | 'shipped_time'> {
  const { payments } = records ?? {}
  if (!payments)
    return { openid: buyerOf(fixtures), transaction_id: getShippingOrder.example.transactionId, shipped_time: 0 }
  const suits = (it: Payment) => it.trade_state === 'SUCCESS' && it.order_state === (state ?? it.order_state)
  const payment = payments.filter(suits).at(-1)
  if (payment) return payment
  throw new MessageError(
    state === SHIPPED
      ? {
          en: 'No payment is shipped yet. Send the example of uploadShippingInfo first.',
          zh: '还没有已发货的支付单，请先发送 uploadShippingInfo 的示例。',
        }
      : {
          en: 'There is no payment to ship yet. Let a buyer pay first: page, or pay() in tests.',
          zh: '还没有待发货的支付单，请先在管理页面或用测试中的 pay() 让买家支付。',
        },
  )
}

/** Puts the ids of the last order, or a user of the mini program, in place of those of an example. */
function adapted(example: object, situation: Situation, suits?: (order: Order) => boolean): object {
  const isOfSandbox = readProperty(example, 'deliveryId') === sandbox.deliveryId
  const deliveryId = isOfSandbox ? sandbox.deliveryId : situation.deliveryId
  const existing =
    'waybillId' in example
      ? idsOf(lastOrder({ ...situation, deliveryId }, suits))
      : { openid: buyerOf(situation.fixtures) }
  const values = { ...example, ...existing }
  return Object.fromEntries(
    Object.entries(example).map(([param, value]) => [
      param,
      Array.isArray(value) ? value.map((item) => adapted(item, situation)) : readProperty(values, param),
    ]),
  )
}

/**
 * Returns example parameters that the local WeChat accepts from the first mini program of the fixtures. The example of
 * addOrder uses the account that the example of bindAccount binds.
 *
 * @param records the accounts and orders that exist (default: as if the example of bindAccount was sent)
 * @param deliveryId the courier (default: the first one that suits)
 * @example
 * exampleOf('logistics.bindAccount', defaultFixtures()).params
 * // { type: 'bind', deliveryId: 'YTO', bizId: '123456', password: '123456789123456789' }
 */
export function exampleOf(api: ApiName, fixtures: FixturesContent, records?: Records, deliveryId?: string): Example {
  const { appid } = fixtures.miniPrograms[0]
  const own = <T extends { appid: string }>(list: readonly T[]) => list.filter((it) => it.appid === appid)
  try {
    if (deliveryId !== undefined) courierOf(fixtures, deliveryId)
    const ofAppid = records && {
      ...records,
      accounts: own(records.accounts),
      orders: own(records.orders),
      payments: own(records.payments),
    }
    const situation = { fixtures, records: ofAppid, deliveryId }
    const params = examples[api]?.(situation) ?? adapted(apis[api].example, situation)
    return api === 'logistics.bindAccount' ? { params, ...refusalNote(situation) } : { params }
  } catch (error) {
    if (error instanceof MessageError) return { note: error.both }
    throw error
  }
}

/** Binds the first customer that is not bound yet, or again the first one if all are: an example undoes nothing. */
function exampleBind(situation: Situation): Params<'logistics.bindAccount'> {
  const code = unbound(situation) ?? bindable(situation)[0] ?? noAccount(situation)
  const { delivery_id, biz_id, password, needs_password, needs_review } = code
  return {
    type: 'bind',
    deliveryId: delivery_id,
    bizId: biz_id,
    ...(needs_password && { password }),
    ...(needs_review && { remarkContent: REMARK }),
  }
}

function unbound(situation: Situation): Customer | undefined {
  return bindable(situation).find((it) => ![BOUND, REVIEWING].some((status) => hasStatus(situation, it, status)))
}

/** Returns a note with the errcode that the example of bindAccount gets if nothing is left to bind. */
function refusalNote(situation: Situation): Pick<Example, 'note'> {
  const [first] = bindable(situation)
  if (!first || unbound(situation)) return {}
  const errcode = hasStatus(situation, first, REVIEWING) ? 9300532 : 9300529
  return {
    note: {
      en: `All customers are bound or under review already: this bind returns ${errcode}.`,
      zh: `客户均已绑定或在审核中，此次绑定会返回 ${errcode}。`,
    },
  }
}

function exampleOrder(situation: Situation): object {
  const { fixtures, records } = situation
  const { delivery_id, biz_id } = payer(situation)
  const [service] = courierOf(fixtures, delivery_id).service_type
  return {
    ...addOrder.example,
    orderId: `example-${1 + (records?.orders.length ?? 0)}`,
    openid: buyerOf(fixtures),
    deliveryId: delivery_id,
    bizId: biz_id,
    // A courier without services in the fixtures accepts any.
    ...(service && { service: { serviceType: service.service_type, serviceName: service.service_name } }),
  }
}

/** Returns the account that an order uses. The sandbox, which accepts members only, and cash (现付) need no binding. */
function payer(situation: Situation): Code {
  const { fixtures, records, deliveryId } = situation
  const account = bound(situation, (it) => !hasQuota(situation, it) || usedQuota(situation, it) < it.quota_num)
  if (account) return account
  if ((deliveryId ?? sandbox.deliveryId) === sandbox.deliveryId && membersOf(fixtures).length > 0) {
    const { appid } = fixtures.miniPrograms[0]
    const isUsedUp = isSandboxUsedUp(records?.orders ?? [], appid, Math.floor(Date.now() / 1000))
    if (!isUsedUp) return { delivery_id: sandbox.deliveryId, biz_id: sandbox.bizId }
    if (deliveryId !== undefined) {
      throw new MessageError({
        en: 'The sandbox (TEST) accepts ten orders a day, which have been placed: use another courier, or reset the records.',
        zh: '沙盒（TEST）每天最多十单，今天已下满：请换一家快递公司，或重置运行数据。',
      })
    }
  }
  const cash = fixtures.couriers.find((it) => it.delivery_id === deliveryId && it.can_use_cash === 1)
  if (cash) return { delivery_id: cash.delivery_id, biz_id: cash.cash_biz_id }
  const used = bound(situation, () => true) ?? noAccount(situation)
  throw new MessageError({
    en: `${used.delivery_id} ${used.biz_id} has no e-waybill left: raise its quota_num in customers.`,
    zh: `${used.delivery_id} ${used.biz_id} 的电子面单已用完：请在初始数据 customers 中调大它的 quota_num。`,
  })
}

/** Whether a customer has a balance of e-waybills. */
function hasQuota({ fixtures }: Situation, { delivery_id }: Code): boolean {
  return courierOf(fixtures, delivery_id).can_get_quota === 1
}

function usedQuota({ records }: Situation, { delivery_id, biz_id }: Code): number {
  return records?.quotas.find((it) => it.delivery_id === delivery_id && it.biz_id === biz_id)?.used ?? 0
}

/** Returns a customer that is bound and suits. */
function bound(situation: Situation, suits: (customer: Customer) => boolean): Code | undefined {
  return bindable(situation).find(
    (it) => suits(it) && (situation.records === undefined || hasStatus(situation, it, BOUND)),
  )
}

/** Lists the customers that can be bound: without a review and with a balance first, since all examples work for them. */
function bindable({ fixtures, deliveryId }: Situation): Customer[] {
  const rank = ({ delivery_id, needs_review }: Customer) => {
    return (needs_review ? 2 : 0) - courierOf(fixtures, delivery_id).can_get_quota
  }
  return fixtures.customers
    .filter(({ delivery_id, biz_id }) => {
      const courier = fixtures.couriers.find((it) => it.delivery_id === delivery_id)
      return courier && courier.cash_biz_id !== biz_id && (deliveryId ?? delivery_id) === delivery_id
    })
    .sort((a, b) => rank(a) - rank(b))
}

function hasStatus({ records }: Situation, { delivery_id, biz_id }: Code, status: number): boolean {
  const { accounts = [] } = records ?? {}
  return accounts.some((it) => it.delivery_id === delivery_id && it.biz_id === biz_id && it.status_code === status)
}

/** @throws MessageError if there is no such order */
function lastOrder({ records, deliveryId }: Situation, suits: (order: Order) => boolean = () => true): Order {
  const { orders = [] } = records ?? {}
  const order = orders.filter((it) => (deliveryId ?? it.delivery_id) === it.delivery_id && suits(it)).at(-1)
  if (order) return order
  throw new MessageError({
    en: 'There is no such order yet. Send the example of addOrder first.',
    zh: '还没有这样的订单，请先发送 addOrder 的示例。',
  })
}

function idsOf({ order_id, openid, delivery_id, waybill_id, create_time }: Order) {
  return { orderId: order_id, openid, deliveryId: delivery_id, waybillId: waybill_id, actionTime: create_time }
}

/** @throws MessageError if the fixtures do not have the courier */
function courierOf({ couriers }: FixturesContent, deliveryId: string): Courier {
  const known = withSandbox(couriers)
  const courier = known.find((it) => it.delivery_id === deliveryId)
  if (courier) return courier
  const ids = known.map((it) => it.delivery_id)
  throw new MessageError({
    en: `The fixtures have no courier ${deliveryId}. They have ${ids.join(', ')}.`,
    zh: `初始数据里没有快递公司 ${deliveryId}，现有：${ids.join('、')}。`,
  })
}

/** Returns a member of the first mini program, since the sandbox accepts no one else; or a user. */
export function buyerOf(fixtures: FixturesContent): string {
  const [{ users = [] }] = fixtures.miniPrograms
  return [...membersOf(fixtures), ...users.map(openidOf)][0] ?? 'oBuyer'
}

function membersOf({ miniPrograms: [{ members = {} }] }: FixturesContent): string[] {
  return Object.values(members).flat()
}

/** @throws MessageError always */
function noAccount(situation: Situation): never {
  const { deliveryId } = situation
  if (deliveryId === sandbox.deliveryId)
    throw new MessageError({
      en: 'TEST needs no binding and accepts members only: use it in addOrder, with an openid of members in the fixtures.',
      zh: 'TEST 无需绑定，只对小程序成员开放：请在 addOrder 中使用，openid 须列在初始数据的 members 里。',
    })
  const [at, of] = deliveryId === undefined ? ['', ''] : [` at ${deliveryId}`, ` ${deliveryId} `]
  throw bindable(situation).length === 0
    ? new MessageError({
        en: `The fixtures have no customer${at}: add one to customers.`,
        zh: `初始数据里没有${of}客户，请在 customers 中添加。`,
      })
    : new MessageError({
        en: `No suitable account${at} is bound yet: send the example of bindAccount first.`,
        zh: `还没有绑定合适的${of}账号：请先发送 bindAccount 的示例。`,
      })
}
