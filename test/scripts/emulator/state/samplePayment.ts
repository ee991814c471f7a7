import type { Payment } from '../../../../scripts/emulator/state/recordsSchema'

/** A payment of one yuan without an order of cloudPay. */
export const samplePayment = (more: Partial<Payment> = {}): Payment => ({
  appid: 'wx0000000000000000',
  transaction_id: '4200000001',
  merchant_id: '1900000000',
  merchant_trade_no: '4200000001',
  openid: 'oBuyer',
  paid_amount: 100,
  description: '',
  trade_state: 'SUCCESS',
  trade_create_time: 1555482786,
  pay_time: 1555482786,
  attach: '',
  function: '',
  nonce_str: '',
  order_state: 1,
  shipped_time: 0,
  confirm_receive_time: 0,
  settlement_time: 0,
  is_overdue: false,
  is_reminded: false,
  ...more,
})
