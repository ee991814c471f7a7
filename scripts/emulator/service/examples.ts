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
import { type FixturesContent, openidOf } from '../state/fixturesSchema'
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

/** The format that the page of bindAccount prescribes for EMS: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_bindaccount.html */
const REMARK = '电话：13800000000 联系人：张三 服务类型：标准快递 发货地址：广东省广州市海珠区新港中路 397 号'

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
  try {
    return makeExample(api, fixtures, records, deliveryId)
  } catch (error) {
    if (error instanceof MessageError) return { note: error.both }
    throw error
  }
}

const impossible = (en: string, zh: string) => new MessageError({ en, zh })

/** @throws MessageError if no example is possible */
function makeExample(
  api: ApiName,
  fixtures: FixturesContent,
  records: Records | undefined,
  deliveryId: string | undefined,
): Example {
  const [{ appid }] = fixtures.miniPrograms
  const couriers = withSandbox(fixtures.couriers)
  const courierOf = (id: string | undefined) => couriers.find((it) => it.delivery_id === id)
  if (deliveryId !== undefined && !courierOf(deliveryId)) {
    const ids = couriers.map((it) => it.delivery_id)
    throw impossible(
      `The fixtures have no courier ${deliveryId}. They have ${ids.join(', ')}.`,
      `初始数据里没有快递公司 ${deliveryId}，现有：${ids.join('、')}。`,
    )
  }
  const own = <R extends { appid: string }>(list: readonly R[] = []) => list.filter((it) => it.appid === appid)
  const orders = own(records?.orders)
  const buyer = buyerOf(fixtures)

  /** The customers that can be bound: without a review and with a balance first, since all examples work for them. */
  const customers = fixtures.customers
    .flatMap((customer) => {
      const { delivery_id, biz_id, quota_num, needs_review } = customer
      const courier = fixtures.couriers.find((it) => it.delivery_id === delivery_id)
      if (!courier || courier.cash_biz_id === biz_id || (deliveryId ?? delivery_id) !== delivery_id) return []
      const isIts = (it: { delivery_id: string; biz_id: string }) =>
        it.delivery_id === delivery_id && it.biz_id === biz_id
      const { used = 0 } = records?.quotas.find(isIts) ?? {}
      const hasQuota = courier.can_get_quota === 1
      return {
        ...customer,
        status: own(records?.accounts).find(isIts)?.status_code,
        hasQuota,
        isUsedUp: hasQuota && used >= quota_num,
        rank: (needs_review ? 2 : 0) - courier.can_get_quota,
      }
    })
    .sort((a, b) => a.rank - b.rank)
  const unbound = customers.find(({ status }) => status !== BOUND && status !== REVIEWING)
  const bound = customers.filter(({ status }) => status === BOUND || !records)

  /** @throws MessageError always */
  const noAccount = (): never => {
    if (deliveryId === sandbox.deliveryId)
      throw impossible(
        'TEST needs no binding and accepts members only: use it in addOrder, with an openid of members in the fixtures.',
        'TEST 无需绑定，只对小程序成员开放：请在 addOrder 中使用，openid 须列在初始数据的 members 里。',
      )
    const [at, of] = deliveryId === undefined ? ['', ''] : [` at ${deliveryId}`, ` ${deliveryId} `]
    throw customers.length === 0
      ? impossible(
          `The fixtures have no customer${at}: add one to customers.`,
          `初始数据里没有${of}客户，请在 customers 中添加。`,
        )
      : impossible(
          `No suitable account${at} is bound yet: send the example of bindAccount first.`,
          `还没有绑定合适的${of}账号：请先发送 bindAccount 的示例。`,
        )
  }

  /** Returns the account that an order uses. The sandbox, which accepts members only, and cash (现付) need no binding. */
  const payer = () => {
    const account = bound.find((it) => !it.isUsedUp)
    if (account) return account
    if ((deliveryId ?? sandbox.deliveryId) === sandbox.deliveryId && membersOf(fixtures).length > 0) {
      if (!isSandboxUsedUp(orders, appid, Math.floor(Date.now() / 1000)))
        return { delivery_id: sandbox.deliveryId, biz_id: sandbox.bizId }
      if (deliveryId !== undefined)
        throw impossible(
          'The sandbox (TEST) accepts ten orders a day, which have been placed: use another courier, or reset the records.',
          '沙盒（TEST）每天最多十单，今天已下满：请换一家快递公司，或重置运行数据。',
        )
    }
    const cash = courierOf(deliveryId)
    if (cash?.can_use_cash === 1) return { delivery_id: cash.delivery_id, biz_id: cash.cash_biz_id }
    const { delivery_id, biz_id } = bound[0] ?? noAccount()
    throw impossible(
      `${delivery_id} ${biz_id} has no e-waybill left: raise its quota_num in customers.`,
      `${delivery_id} ${biz_id} 的电子面单已用完：请在初始数据 customers 中调大它的 quota_num。`,
    )
  }

  /** @throws MessageError if there is no such order */
  const lastOrder = (suits: (order: Order) => boolean, of = deliveryId): Order => {
    const order = orders.filter((it) => (of ?? it.delivery_id) === it.delivery_id && suits(it)).at(-1)
    if (order) return order
    throw impossible(
      'There is no such order yet. Send the example of addOrder first.',
      '还没有这样的订单，请先发送 addOrder 的示例。',
    )
  }

  /** @throws MessageError if there is no such payment */
  const lastPayment = (state?: number): Pick<Payment, 'openid' | 'transaction_id' | 'shipped_time'> => {
    if (!records) return { openid: buyer, transaction_id: getShippingOrder.example.transactionId, shipped_time: 0 }
    const suits = (it: Payment) => it.trade_state === 'SUCCESS' && it.order_state === (state ?? it.order_state)
    const payment = own(records.payments).filter(suits).at(-1)
    if (payment) return payment
    throw state === SHIPPED
      ? impossible(
          'No payment is shipped yet. Send the example of uploadShippingInfo first.',
          '还没有已发货的支付单，请先发送 uploadShippingInfo 的示例。',
        )
      : impossible(
          'There is no payment to ship yet. Let a buyer pay first: page, or pay() in tests.',
          '还没有待发货的支付单，请先在管理页面或用测试中的 pay() 让买家支付。',
        )
  }

  /** Puts the ids of the last order, or a user of the mini program, in place of those of an example. */
  const adapted = (example: object, suits: (order: Order) => boolean = () => true): object => {
    const values: object = {
      ...example,
      openid: buyer,
      ...('waybillId' in example && idsOf(lastOrder(suits, courierIn(example)))),
    }
    return Object.fromEntries(
      Object.entries(example).map(([param, value]) => [
        param,
        Array.isArray(value) ? value.map((item) => adapted(item)) : readProperty(values, param),
      ]),
    )
  }
  const courierIn = (example: object) =>
    readProperty(example, 'deliveryId') === sandbox.deliveryId ? sandbox.deliveryId : deliveryId

  /** Ships the last payment that waits for it, with the waybill of the last order, if there is one. */
  const upload = (): Params<'wxa.sec.order.uploadShippingInfo'> => {
    const { example } = uploadShippingInfo
    const { openid, transaction_id: transactionId } = lastPayment(TO_SHIP)
    const parcels = orders.slice(-1).map(({ waybill_id, delivery_id, receiver }) => ({
      ...example.shippingList[0],
      trackingNo: waybill_id,
      expressCompany: expressCompanyOf(delivery_id),
      ...(delivery_id === 'SF' && {
        contact: { receiverContact: `****${(receiver.mobile || receiver.tel).slice(-4)}` },
      }),
    }))
    return {
      ...example,
      orderKey: { orderNumberType: 2, transactionId },
      shippingList: parcels.length > 0 ? parcels : [...example.shippingList],
      uploadTime: new Date().toISOString(),
      payer: { openid },
    }
  }

  /** Examples that depend on more than the last order and the users. */
  const examples: { readonly [N in ApiName]?: () => object } = {
    // Binds the first customer that is not bound yet, or again the first one if all are: an example undoes nothing.
    'logistics.bindAccount': () => {
      const { delivery_id, biz_id, password, needs_password, needs_review } = unbound ?? customers[0] ?? noAccount()
      return {
        type: 'bind',
        deliveryId: delivery_id,
        bizId: biz_id,
        ...(needs_password && { password }),
        ...(needs_review && { remarkContent: REMARK }),
      }
    },
    'logistics.getQuota': () => {
      const { delivery_id, biz_id } = bound.find((it) => it.hasQuota) ?? noAccount()
      return { deliveryId: delivery_id, bizId: biz_id }
    },
    'logistics.addOrder': () => {
      const { delivery_id, biz_id } = payer()
      const { service_type: [service] = [] } = courierOf(delivery_id) ?? {}
      return {
        ...addOrder.example,
        orderId: `example-${1 + orders.length}`,
        openid: buyer,
        deliveryId: delivery_id,
        bizId: biz_id,
        // A courier without services in the fixtures accepts any.
        ...(service && { service: { serviceType: service.service_type, serviceName: service.service_name } }),
      }
    },
    'logistics.cancelOrder': () =>
      adapted(cancelOrder.example, (it) => it.order_status === NORMAL && it.path_item_list.length === 0),
    'wxa.sec.order.isTradeManaged': () => ({ appid }),
    'wxa.sec.order.uploadShippingInfo': upload,
    'wxa.sec.order.uploadCombinedShippingInfo': () => {
      const { uploadTime, payer, ...order } = upload()
      return { orderKey: order.orderKey, subOrders: [order], uploadTime, payer }
    },
    'wxa.sec.order.getOrder': () => ({ transactionId: lastPayment().transaction_id }),
    'wxa.sec.order.notifyConfirmReceive': () => {
      const { transaction_id, shipped_time } = lastPayment(SHIPPED)
      return { transactionId: transaction_id, receivedTime: shipped_time + 1 }
    },
    'openMsg.traceWaybill': () => {
      const example = adapted(traceWaybill.example, hasTrack)
      return { ...example, deliveryId: expressCompanyOf(String(readProperty(example, 'deliveryId'))) }
    },
    'openMsg.queryTrace': () => ({ waybillToken: waybillTokenOf(lastOrder(hasTrack)) }),
  }
  const params = examples[api]?.() ?? adapted(apis[api].example)
  if (api !== 'logistics.bindAccount' || unbound) return { params }
  const errcode = customers[0]?.status === REVIEWING ? 9300532 : 9300529
  return {
    params,
    note: {
      en: `All customers are bound or under review already: this bind returns ${errcode}.`,
      zh: `客户均已绑定或在审核中，此次绑定会返回 ${errcode}。`,
    },
  }
}

const hasTrack = (it: Order) => it.delivery_id !== sandbox.deliveryId && it.path_item_list.length > 0

function idsOf({ order_id, openid, delivery_id, waybill_id, create_time }: Order) {
  return { orderId: order_id, openid, deliveryId: delivery_id, waybillId: waybill_id, actionTime: create_time }
}

/** Returns a member of the first mini program, since the sandbox accepts no one else; or a user. */
export function buyerOf(fixtures: FixturesContent): string {
  const [{ users = [] }] = fixtures.miniPrograms
  return [...membersOf(fixtures), ...users.map(openidOf)][0] ?? 'oBuyer'
}

function membersOf({ miniPrograms: [{ members = {} }] }: FixturesContent): string[] {
  return Object.values(members).flat()
}
