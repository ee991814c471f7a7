import * as v from 'valibot'
import { mistakesIn, type Shipping } from '../../../cloudfunctions/openapi/apis/wxa/sec/order/fields'
import { snakeCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { about, describeIssue } from '../../../cloudfunctions/openapi/params/describeIssue'
import type { Fixtures } from '../state/Fixtures'
import type { Records } from '../state/Records'
import { type Payment, RECEIVED, REFUNDED, SETTLED, SHIPPED, TO_SHIP } from '../state/recordsSchema'
import { type ApiCall, type Body, namedParams, refuse } from './Behaviour'
import { findPayment, type PaymentKey } from './payments'
import { type Push, pushOf } from './pushes'
import { WeChatError } from './WeChatError'

const DAY = 24 * 3600
/** After it an order that is not shipped is overdue. */
const OVERDUE = 2 * DAY
/** Between the shipping and the automatic receipt: for couriers, and for the rest. */
const [T_COURIER, T_OTHER] = [10 * DAY, 2 * DAY]
export const COURIER = 1
const MAX_PARCELS = 15
/** confirm_receive_method, of which older pages have the reverse: assumed#receive-method */
const BY_BUYER = 1
const AUTOMATICALLY = 2

/** WeChat's code for a parameter that is missing or blank. */
const MISSING: Readonly<Record<string, number>> = {
  transactionId: 268485195,
  mchid: 268485196,
  outTradeNo: 268485197,
  isAllDelivered: 10060007,
  itemDesc: 10060008,
  shippingList: 268485228,
}
/** WeChat's code for a value that is missing or not accepted. */
const INVALID: Readonly<Record<string, number>> = {
  orderNumberType: 268485194,
  logisticsType: 10060005,
  deliveryMode: 268485224,
  itemDesc: 10060009,
  trackingNo: 10060026,
  expressCompany: 10060025,
  shippingList: 10060024,
  uploadTime: 268485216,
}

/**
 * Reads the parameters of an API of order shipping. Order of the checks: assumed#shipping-checks
 *
 * @throws WeChatError 48001 without the service; 47001 for a wrong type; or the code of the parameter
 */
export function readTrade<S extends v.GenericSchema>(params: S, call: ApiCall): v.InferOutput<S> {
  if (call.fixtures.miniProgram(call.appid)?.trade_managed === false) throw new WeChatError(48001)
  const { success, output, issues } = v.safeParse(params, namedParams(params, call))
  if (success) return output
  const [issue] = issues
  const { input, kind, type, path = [] } = issue
  const name = String(path.filter(({ key }) => typeof key === 'string').at(-1)?.key)
  const isMissing = input === undefined || /is (missing|blank|empty)/.test(issue.message)
  const isType = !isMissing && kind === 'schema' && type !== 'picklist'
  const errcode = isType ? 47001 : (isMissing && MISSING[name]) || INVALID[name] || 10060014
  const { en, zh } = describeIssue(issue, snakeCase).problem
  return refuse(call, errcode, en, zh)
}

/** Returns the numbers of a payment as getOrder has them. */
export const keyOf = (it: {
  transactionId?: string | undefined
  merchantId?: string | undefined
  merchantTradeNo?: string | undefined
}): PaymentKey => ({
  transaction_id: it.transactionId,
  merchant_id: it.merchantId,
  merchant_trade_no: it.merchantTradeNo,
})

/**
 * Finds a payment that WeChat knows.
 *
 * @throws WeChatError 10060001
 */
export function paidOrder({ appid, fixtures, records, now, log }: ApiCall, key: PaymentKey): Readonly<Payment> {
  const payment = findPayment(records.payments, { ...key, appid })
  const { trade_delay_s = 0 } = fixtures.miniProgram(appid) ?? {}
  if (payment?.trade_state === 'SUCCESS' && now >= payment.pay_time + trade_delay_s) return payment
  if (payment) log({ en: 'not paid, or paid less than trade_delay_s ago', zh: '未支付，或支付后不足 trade_delay_s 秒' })
  throw new WeChatError(10060001)
}

/** When and by whom orders are shipped. */
interface Upload {
  uploadTime: string
  payer: { openid: string }
}

/**
 * Ships orders: all of them, or none.
 *
 * @throws WeChatError
 */
export function ship(call: ApiCall, orders: readonly Shipping[], { uploadTime, payer }: Upload): void {
  const shipped = orders.map((order) => {
    for (const { path, message, errcode } of mistakesIn(order)) {
      const { en, zh } = about(
        path.map((it) => (typeof it === 'number' ? `[${it}]` : `.${snakeCase(it)}`)).join(''),
        message,
      )
      if (errcode) refuse(call, errcode, en, zh)
      call.log({ en: `${en} (WeChat accepts it)`, zh: `${zh}（微信会接受）` })
    }
    const { transactionId: transaction_id, mchid: merchant_id, outTradeNo: merchant_trade_no } = order.orderKey
    const byId = order.orderKey.orderNumberType === 2
    const payment = paidOrder(call, byId ? { transaction_id } : { merchant_id, merchant_trade_no })
    if (payment.openid !== payer.openid) throw new WeChatError(10060031)
    return shippedBy(call, payment, order, uploadTime)
  })
  for (const payment of shipped) {
    const isNew = payment.order_state === SHIPPED && wasNot(SHIPPED, call.records, payment)
    call.records.payments.put(payment)
    if (isNew) call.push(settlementPush(payment))
  }
}

const wasNot = (state: number, { payments }: Records, { merchant_id, merchant_trade_no }: Payment) =>
  payments.get(merchant_id, merchant_trade_no)?.order_state !== state

/** Returns a payment with further shipping information. What counts as re-shipping: assumed#re-shipping */
function shippedBy(call: ApiCall, payment: Readonly<Payment>, order: Shipping, upload_time: string): Payment {
  const { order_state, shipping, shipped_time } = payment
  const { deliveryMode: delivery_mode, logisticsType: logistics_type, isAllDelivered = false } = order
  if (order_state > SHIPPED) throw new WeChatError(10060004)
  const given = order.shippingList.map(({ trackingNo, expressCompany, itemDesc, contact }) => ({
    tracking_no: trackingNo,
    express_company: expressCompany,
    goods_desc: itemDesc,
    upload_time: call.now,
    contact: contact && { consignor_contact: contact.consignorContact, receiver_contact: contact.receiverContact },
  }))
  const finish_shipping = delivery_mode === 1 || isAllDelivered
  const isOther = shipping && (shipping.delivery_mode !== delivery_mode || shipping.logistics_type !== logistics_type)
  const isAgain = Boolean(isOther || shipping?.finish_shipping)
  // Of a split order, an upload adds its parcels: assumed#split-adds
  const kept = isAgain || delivery_mode === 1 ? [] : (shipping?.shipping_list ?? [])
  const isNew = (it: (typeof kept)[number]) => !given.some(({ tracking_no }) => tracking_no === it.tracking_no)
  const shipping_list = [...kept.filter(isNew), ...given]
  if (shipping) {
    const parts = (list: typeof kept) => JSON.stringify(list.map(({ upload_time: _, ...it }) => it))
    const isSame = parts(shipping_list) === parts(shipping.shipping_list)
    if (isSame && !isOther && finish_shipping === shipping.finish_shipping) throw new WeChatError(10060023)
    if (shipping.finish_shipping && !finish_shipping) throw new WeChatError(10060002)
    if (isAgain && shipping.reshipped) throw new WeChatError(10060003)
    if (Date.parse(upload_time) <= Date.parse(shipping.upload_time))
      refuse(call, 10060014, 'upload_time is not later than before', 'upload_time 没有晚于上一次')
  }
  if (logistics_type !== COURIER && delivery_mode === 2) throw new WeChatError(10060006)
  if (shipping_list.length > MAX_PARCELS) throw new WeChatError(10060024)
  const reshipped = isAgain || Boolean(shipping?.reshipped)
  return {
    ...payment,
    // While a part is shipped: assumed#partly-shipped
    order_state: finish_shipping ? SHIPPED : TO_SHIP,
    shipped_time: finish_shipping ? shipped_time || call.now : 0,
    shipping: { delivery_mode, logistics_type, finish_shipping, reshipped, upload_time, shipping_list },
  }
}

/** Returns an order as getOrder and getOrderList do. */
export function orderOf({ shipping, ...payment }: Readonly<Payment>): Body {
  const { transaction_id, merchant_id, merchant_trade_no, description, paid_amount, openid } = payment
  const { trade_create_time, pay_time, order_state } = payment
  const text = [...description]
  return {
    ...{ transaction_id, merchant_id, sub_merchant_id: '', merchant_trade_no, paid_amount, openid },
    ...{ trade_create_time, pay_time, order_state, in_complaint: false },
    description: text.length > 120 ? `${text.slice(0, 120).join('')}...` : description,
    shipping: shipping
      ? {
          delivery_mode: shipping.delivery_mode,
          logistics_type: shipping.logistics_type,
          finish_shipping: shipping.finish_shipping,
          finish_shipping_count: shipping.finish_shipping ? (shipping.reshipped ? 2 : 1) : 0,
          goods_desc: '',
          shipping_list: shipping.shipping_list,
        }
      : {},
  }
}

/** A step of an order that somebody other than the merchant makes. */
export const steps = ['receive', 'settle', 'refund'] as const
export type Step = (typeof steps)[number]

/** Makes a step. Returns undefined if the state of the order does not allow it. */
export function step(payment: Readonly<Payment>, what: Step, now: number): Payment | undefined {
  const { order_state: state, trade_state } = payment
  if (trade_state !== 'SUCCESS' || state === REFUNDED) return undefined
  if (what === 'refund') return { ...payment, order_state: REFUNDED }
  if (what === 'receive') return state === SHIPPED ? received(payment, BY_BUYER, now) : undefined
  return state === RECEIVED ? { ...payment, order_state: SETTLED, settlement_time: now } : undefined
}

const received = (payment: Payment, confirm_receive_method: 1 | 2, confirm_receive_time: number): Payment => ({
  ...payment,
  order_state: RECEIVED,
  confirm_receive_method,
  confirm_receive_time,
})

/** When an order that is shipped is received automatically. */
export const receiptDue = ({ shipped_time, shipping }: Payment) =>
  shipped_time + (shipping?.logistics_type === COURIER ? T_COURIER : T_OTHER)

/** Does what is due to the payments: reminds, receives automatically and settles. When money settles: assumed#settlement */
export function passTime({ payments }: Records, now: number, push: (push: Push) => void): void {
  for (const payment of payments.all()) {
    const { order_state, trade_state, pay_time, is_overdue, appid } = payment
    if (trade_state !== 'SUCCESS') continue
    let next: Payment = payment
    if (order_state === TO_SHIP && now >= pay_time + OVERDUE && !is_overdue) {
      const hasShipped = payments.all().some((it) => it.appid === appid && it.shipping)
      next = { ...payment, is_overdue: true }
      push(hasShipped ? remindPush(payment) : accessPush(appid))
    }
    if (order_state === SHIPPED && now >= receiptDue(payment))
      next = received(payment, AUTOMATICALLY, receiptDue(payment))
    if (next.order_state === RECEIVED) next = { ...next, order_state: SETTLED, settlement_time: now }
    if (next === payment) continue
    payments.put(next)
    if (next.order_state === SETTLED) push(settlementPush(next))
  }
}

/** Returns what WeChat pushes after a payment: that the mini program must join, or, once a day, that it never shipped: assumed#shipping-pushes */
export function afterPayment({ payments }: Records, fixtures: Fixtures, { appid, ...paid }: Payment): Push | undefined {
  if (fixtures.miniProgram(appid)?.trade_managed === false)
    return pushOf(appid, 'wxa_trade_controlled', { msg: '小程序须接入发货信息管理服务' })
  const others = payments.all().filter((it) => it.appid === appid && it.transaction_id !== paid.transaction_id)
  const isQuiet = others.some((it) => it.shipping || it.pay_time > paid.pay_time - DAY)
  return isQuiet ? undefined : accessPush(appid)
}

const accessPush = (appid: string) => pushOf(appid, 'trade_manage_remind_access_api', { msg: '请接入发货信息录入接口' })

const idsOf = ({ transaction_id, merchant_id, merchant_trade_no, pay_time }: Payment) => ({
  ...{ transaction_id, merchant_id, sub_merchant_id: '', merchant_trade_no, pay_time },
})

const remindPush = (payment: Payment) =>
  pushOf(payment.appid, 'trade_manage_remind_shipping', { ...idsOf(payment), msg: '订单超过 48 小时未发货' })

/** Of an order that is shipped, or settled. */
export function settlementPush(payment: Payment): Push {
  const { shipped_time, order_state, confirm_receive_method, confirm_receive_time, settlement_time } = payment
  return pushOf(payment.appid, 'trade_manage_order_settlement', {
    ...idsOf(payment),
    shipped_time,
    ...(order_state === SETTLED
      ? { confirm_receive_method, confirm_receive_time, settlement_time }
      : { estimated_settlement_time: receiptDue(payment) }),
  })
}
