import { cloudPay, paymentCallback } from '../../../../scripts/emulator/service/cloudPay'
import { findPayment, pay } from '../../../../scripts/emulator/service/payments'
import { Records } from '../../../../scripts/emulator/state/Records'
import { seedOf } from '../../../../scripts/emulator/state/recordsSchema'
import { samplePayment } from '../state/samplePayment'

const appid = 'wx0000000000000000'
const order = {
  ...{ function_name: 'onPaid', env_id: 'e', sub_mch_id: '1900000109', body: 'shoes', out_trade_no: 'T1' },
  ...{ total_fee: 100, spbill_create_ip: '127.0.0.1', nonce_str: 'n', attach: 'a' },
}
const key = { sub_mch_id: '1900000109', out_trade_no: 'T1' }

let records: Records
beforeEach(async () => {
  records = await Records.open(':memory:', { seed: () => seedOf({}, appid), log: () => {} })
})
afterEach(() => records.close())

const call = (method: string, wireParams: object, caller = appid) =>
  cloudPay[`cloudPay.${method}`]?.({
    appid: caller,
    openid: 'oUser',
    wireParams: { ...wireParams },
    payments: records.payments,
  })
const buyer = { appid, openid: 'oBuyer' }

describe('cloudPay', () => {
  it.each([
    ['unifiedOrder', { ...order, function_name: undefined }, 'function_name'],
    ['unifiedOrder', { ...order, env_id: '' }, 'env_id'],
    ['unifiedOrder', { ...order, total_fee: 0 }, 'total_fee'],
    ['unifiedOrder', { ...order, total_fee: 1.5 }, 'total_fee'],
    ['unifiedOrder', { ...order, total_fee: '100' }, 'total_fee'],
    ['unifiedOrder', { ...order, out_trade_no: 'T'.repeat(33) }, 'out_trade_no'],
    ['queryOrder', { sub_mch_id: '1900000109' }, 'out_trade_no'],
    ['closeOrder', { out_trade_no: 'T1' }, 'sub_mch_id'],
  ])('%s of %j names the missing or invalid parameter', (method, params, named) => {
    expect(call(method, params)).toEqual({ return_code: 'FAIL', return_msg: `missing or invalid: ${named}` })
  })

  it('accepts numbers as the merchant and the order number', () => {
    call('unifiedOrder', { ...order, sub_mch_id: 1900000109, out_trade_no: 1 })
    expect(records.payments.get('1900000109', '1')).toMatchObject({ openid: 'oUser', trade_state: 'NOTPAY' })
  })

  it('knows an order by its number or by that of the payment, of the same mini program only', () => {
    call('unifiedOrder', order)
    expect(call('queryOrder', key)).toMatchObject({ result_code: 'SUCCESS', trade_state: 'NOTPAY', out_trade_no: 'T1' })
    const { transaction_id } = pay(records.payments, { merchant_trade_no: 'T1' }, buyer) ?? {}
    const paid = { trade_state: 'SUCCESS', transaction_id, attach: 'a', sub_openid: 'oUser' }
    expect(call('queryOrder', key)).toMatchObject(paid)
    expect(call('queryOrder', { sub_mch_id: key.sub_mch_id, transaction_id })).toMatchObject(paid)
    const missing = { return_code: 'SUCCESS', result_code: 'FAIL', err_code: 'ORDERNOTEXIST' }
    expect(call('queryOrder', key, 'wx1')).toMatchObject(missing)
    expect(call('queryOrder', { ...key, out_trade_no: 'T2' })).toMatchObject(missing)
  })

  it('can be ordered again until it is paid', () => {
    call('unifiedOrder', order)
    expect(call('unifiedOrder', { ...order, total_fee: 200 })).toMatchObject({ result_code: 'SUCCESS' })
    expect(pay(records.payments, { merchant_trade_no: 'T1' }, buyer)?.paid_amount).toBe(200)
    expect(call('unifiedOrder', order)).toMatchObject({ result_code: 'FAIL', err_code: 'ORDERPAID' })
    expect(call('closeOrder', key)).toMatchObject({ result_code: 'FAIL', err_code: 'ORDERPAID' })
  })

  it('closes an order, which then cannot be paid', () => {
    expect(call('closeOrder', key)).toMatchObject({ result_code: 'FAIL', err_code: 'ORDERNOTEXIST' })
    call('unifiedOrder', order)
    expect(call('closeOrder', key)).toMatchObject({ result_code: 'SUCCESS' })
    expect(call('queryOrder', key)).toMatchObject({ trade_state: 'CLOSED' })
    expect(call('unifiedOrder', order)).toMatchObject({ result_code: 'FAIL', err_code: 'ORDERCLOSED' })
    expect(pay(records.payments, { merchant_trade_no: 'T1' }, buyer)).toBeUndefined()
  })
})

describe('findPayment', () => {
  it('finds by the number of the payment, or of the order with or without the merchant', () => {
    const [first, second] = [samplePayment(), samplePayment({ merchant_id: '2', transaction_id: '43' })]
    records.payments.replace([first, second])
    const { payments } = records
    expect(findPayment(payments, { transaction_id: '43' })).toEqual(second)
    expect(findPayment(payments, { merchant_trade_no: '4200000001' })).toEqual(first)
    expect(findPayment(payments, { merchant_id: '2', merchant_trade_no: '4200000001' })).toEqual(second)
    expect(findPayment(payments, { appid: 'wx1', transaction_id: '43' })).toBeUndefined()
    expect(findPayment(payments, { merchant_id: '2' })).toBeUndefined()
  })
})

describe('the result of a payment', () => {
  it('has the fields of the documentation, in Beijing time', () => {
    const payment = samplePayment({ function: 'onPaid', nonce_str: 'n', attach: 'a', pay_time: 1_546_275_600 })
    expect(paymentCallback(payment)).toEqual({
      appid,
      to: { function: 'onPaid' },
      message: {
        ...{ returnCode: 'SUCCESS', appid: 'wx8888888888888888', mchId: '1800000000', subAppid: appid },
        ...{ subMchId: '1900000000', nonceStr: 'n', resultCode: 'SUCCESS', openid: 'oPaidAtProvider' },
        ...{ isSubscribe: 'N', subOpenid: 'oBuyer', subIsSubscribe: 'N', tradeType: 'JSAPI', bankType: 'OTHERS' },
        ...{ totalFee: 100, feeType: 'CNY', cashFee: 100, transactionId: '4200000001', outTradeNo: '4200000001' },
        ...{ attach: 'a', timeEnd: '20190101010000' },
      },
    })
  })

  it('goes to nobody without a function', () => {
    expect(paymentCallback(samplePayment())).toBeUndefined()
  })
})
