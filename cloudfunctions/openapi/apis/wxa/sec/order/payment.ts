import type { Pair } from '../../../../messages/Message'
import { optional } from '../../../schemas'

export const TRANSACTION_ID: Pair = ["WeChat Pay's number of the payment, 42...", '微信支付单号，以 42 开头']
export const TRADE_NO: Pair = ["the merchant's own number of the payment", '商户单号']
export const MERCHANT: Pair = ['the merchant number; of a sub-merchant its own', '商户号；子商户支付时填子商户号']
export const SUB_MERCHANT: Pair = ['the number of the sub-merchant', '二级商户号']

/** Which payment. The uploads have other names for the same numbers. */
export const numbers = {
  transactionId: optional(...TRANSACTION_ID),
  merchantId: optional(...MERCHANT),
  subMerchantId: optional(...SUB_MERCHANT),
  merchantTradeNo: optional(...TRADE_NO),
}

export const NUMBERS = [
  { needs: 'transactionId', unless: 'merchantTradeNo' },
  { needs: 'merchantId', if: 'merchantTradeNo' },
] as const
