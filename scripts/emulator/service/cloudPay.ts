import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { toCamelCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { from } from '../schemas/plainSchemas'
import type { Records } from '../state/Records'
import { type Payment, paymentSchema } from '../state/recordsSchema'
import type { Body } from './Behaviour'
import { findPayment, newTransactionId, now } from './payments'
import type { Push } from './pushes'

/** WeChat's own merchant, through which cloudPay pays, and its id of every buyer: assumed#pay-provider */
const PROVIDER = { appid: 'wx8888888888888888', mch_id: '1800000000' }
const OPENID_AT_PROVIDER = 'oPaidAtProvider'

/** A call of cloudPay. */
export interface PaymentCall {
  appid: string
  /** The user who called the function, and will pay. */
  openid: string
  wireParams: Body
  payments: Records['payments']
}

/** Merchants also send numbers as numbers. */
const id = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.minLength(1))
const key = { sub_mch_id: id, out_trade_no: id }
const byNumber = v.object(key)
const byPayment = v.object({ sub_mch_id: id, transaction_id: id })
const unifiedOrder = v.object({
  ...v.entriesFromList(['function_name', 'env_id', 'body', 'spbill_create_ip'], id),
  ...key,
  out_trade_no: v.pipe(id, v.maxLength(32)),
  total_fee: from(1),
  ...v.entriesFromList(['attach', 'nonce_str'], v.optional(v.string(), '')),
})

/**
 * What the methods of cloudPay do, by their names in stubs. Errors have the form of WeChat Pay's API v2: assumed#pay-refusals
 *
 * @see https://developers.weixin.qq.com/minigame/dev/wxcloud/reference-sdk-api/open/pay/CloudPay.unifiedOrder.html
 */
export const cloudPay: Readonly<Record<string, (call: PaymentCall) => Body>> = {
  'cloudPay.unifiedOrder': (call) =>
    withParams(unifiedOrder, call, ({ sub_mch_id, out_trade_no, function_name, body, total_fee, ...more }) => {
      const { attach, nonce_str } = more
      const { trade_state = 'NOTPAY' } = call.payments.get(sub_mch_id, out_trade_no) ?? {}
      if (trade_state !== 'NOTPAY') return refused(call, trade_state === 'CLOSED' ? 'ORDERCLOSED' : 'ORDERPAID')
      const order = {
        ...{ appid: call.appid, openid: call.openid, trade_state, attach, nonce_str, function: function_name },
        ...{ merchant_id: sub_mch_id, merchant_trade_no: out_trade_no, transaction_id: newTransactionId() },
        ...{ paid_amount: total_fee, description: body, trade_create_time: now(), pay_time: 0 },
      }
      call.payments.put(v.parse(paymentSchema, order))
      const prepay_id = `wx${newTransactionId()}`
      const payment = {
        ...{ app_id: call.appid, time_stamp: `${now()}`, nonce_str: hex(), package: `prepay_id=${prepay_id}` },
        ...{ sign_type: 'MD5', pay_sign: hex() },
      }
      return answered(call, { trade_type: 'JSAPI', prepay_id, payment })
    }),
  'cloudPay.queryOrder': (call) =>
    withParams(call.wireParams.transaction_id ? byPayment : byNumber, call, (params) => {
      const payment = found(call, params)
      if (!payment) return refused(call, 'ORDERNOTEXIST')
      const { trade_state, merchant_trade_no: out_trade_no } = payment
      return answered(call, { trade_state, ...(trade_state === 'SUCCESS' ? paidFields(payment) : { out_trade_no }) })
    }),
  'cloudPay.closeOrder': (call) =>
    withParams(byNumber, call, (params) => {
      const payment = found(call, params)
      if (payment?.trade_state !== 'NOTPAY') return refused(call, payment ? 'ORDERPAID' : 'ORDERNOTEXIST')
      call.payments.put({ ...payment, trade_state: 'CLOSED' })
      return answered(call, {})
    }),
}

/**
 * Returns the call of the function that unifiedOrder named. Event and caller: assumed#pay-callback
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-sdk-api/open/pay/paymentCallback.html
 */
export function paymentCallback(payment: Payment): Push | undefined {
  const { appid, function: name, merchant_id, nonce_str } = payment
  if (!name) return undefined
  const { return_msg: _, ...about } = common({ appid, sub_mch_id: merchant_id, nonce_str })
  return { appid, to: { function: name }, message: toCamelCase({ ...about, ...paidFields(payment) }) }
}

function withParams<S extends v.GenericSchema>(
  schema: S,
  { wireParams }: PaymentCall,
  act: (params: v.InferOutput<S>) => Body,
): Body {
  const { success, output, issues } = v.safeParse(schema, wireParams)
  return success ? act(output) : { return_code: 'FAIL', return_msg: `missing or invalid: ${v.getDotPath(issues[0])}` }
}

function found(
  { appid, payments }: PaymentCall,
  { sub_mch_id: merchant_id, ...ids }: v.InferOutput<typeof byNumber | typeof byPayment>,
): Readonly<Payment> | undefined {
  const by = 'transaction_id' in ids ? ids : { merchant_trade_no: ids.out_trade_no }
  return findPayment(payments, { appid, merchant_id, ...by })
}

/** What WeChat Pay says about a payment, in the callback and to queryOrder. */
function paidFields(payment: Payment): Body {
  const { attach, paid_amount, pay_time } = payment
  return {
    ...{ openid: OPENID_AT_PROVIDER, is_subscribe: 'N', sub_openid: payment.openid, sub_is_subscribe: 'N' },
    ...{ trade_type: 'JSAPI', bank_type: 'OTHERS', total_fee: paid_amount, fee_type: 'CNY', cash_fee: paid_amount },
    ...{ transaction_id: payment.transaction_id, out_trade_no: payment.merchant_trade_no, ...(attach && { attach }) },
    // yyyyMMddHHmmss in Beijing.
    time_end: new Date((pay_time + 8 * 3600) * 1000).toISOString().replace(/\D/g, '').slice(0, 14),
  }
}

function common({ appid, ...more }: { appid: string; sub_mch_id: unknown; nonce_str: unknown }): Body {
  return { return_code: 'SUCCESS', return_msg: 'OK', ...PROVIDER, sub_appid: appid, ...more, result_code: 'SUCCESS' }
}

function answered({ appid, wireParams: { sub_mch_id } }: PaymentCall, more: Body): Body {
  return { ...common({ appid, sub_mch_id, nonce_str: hex() }), sign: hex(), ...more }
}

const MESSAGES = {
  ORDERPAID: '该订单已支付',
  ORDERCLOSED: '该订单已关闭',
  ORDERNOTEXIST: '此交易订单号不存在',
}

function refused(call: PaymentCall, err_code: keyof typeof MESSAGES): Body {
  return answered(call, { result_code: 'FAIL', err_code, err_code_des: MESSAGES[err_code] })
}

const hex = () => randomBytes(16).toString('hex').toUpperCase()
