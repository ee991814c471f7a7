import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { exactly, from, name, text } from '../schemas/plainSchemas'
import type { Records } from '../state/Records'
import { type Payment, paymentSchema } from '../state/recordsSchema'

type Payments = Records['payments']
/** What names a payment. */
export type PaymentKey = {
  [K in 'appid' | 'transaction_id' | 'merchant_id' | 'merchant_trade_no']?: string | undefined
}

/** What a buyer pays: an order of cloudPay, named by merchant_trade_no, or any amount. */
export const paySchema = exactly({
  ...v.entriesFromList(
    ['appid', 'merchant_id', 'merchant_trade_no', 'transaction_id', 'openid'],
    v.exactOptional(name),
  ),
  paid_amount: v.exactOptional(from(1)),
  description: v.exactOptional(text),
})
export type GivenPayment = v.InferOutput<typeof paySchema>

/** Finds a payment, or an order that waits for one, by `transaction_id`, or by `merchant_trade_no` with or without `merchant_id`. */
export function findPayment(payments: Payments, key: PaymentKey): Readonly<Payment> | undefined {
  return payments.all().find((it) => {
    const { appid = it.appid, merchant_id = it.merchant_id, transaction_id, merchant_trade_no } = key
    const isIt = it.transaction_id === transaction_id || it.merchant_trade_no === merchant_trade_no
    return isIt && it.merchant_id === merchant_id && it.appid === appid
  })
}

/**
 * Stores that a buyer has paid. Returns the payment, or undefined if there is nothing to pay: an order that is paid, closed or
 * other than given, or neither an order nor an amount.
 */
export function pay(
  payments: Payments,
  given: GivenPayment,
  buyer: Pick<Payment, 'appid' | 'openid'>,
  time = now(),
): Payment | undefined {
  const { transaction_id = newTransactionId(), ...values } = given
  const { appid: _, ...key } = given
  const order = findPayment(payments, key)
  const isOther = Object.entries(values).some(([name, value]) => readProperty(order, name) !== value)
  if (order ? order.trade_state !== 'NOTPAY' || isOther : values.paid_amount === undefined) return undefined
  const made = { ...buyer, merchant_trade_no: transaction_id, trade_create_time: time, ...values, ...order }
  const paid = v.parse(paymentSchema, { ...made, transaction_id, pay_time: time, trade_state: 'SUCCESS' })
  payments.put(paid)
  return paid
}

/** Returns the time in seconds, as WeChat's records have it. */
export const now = () => Math.floor(Date.now() / 1000)

/** Returns a number as WeChat Pay's, which start with 42. */
export function newTransactionId(): string {
  return `42${BigInt(`0x${randomBytes(12).toString('hex')}`)}`.padEnd(28, '0').slice(0, 28)
}
