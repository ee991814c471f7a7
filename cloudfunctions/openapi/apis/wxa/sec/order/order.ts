import * as v from 'valibot'
import { described, flag, listOf, number, text } from '../../../schemas'
import { MERCHANT, SUB_MERCHANT, TRADE_NO, TRANSACTION_ID } from './payment'

const maybe = v.optional

/** The states of an order; 6 was returned before it was documented. */
export const ORDER_STATE = [
  '1 to ship, 2 shipped, 3 received, 4 settled, 5 refunded, 6 waits for settlement',
  '订单状态：1 待发货，2 已发货，3 确认收货，4 交易完成，5 已退款，6 资金待结算',
] as const

/** An order, as getOrder and getOrderList return it. What depends on the way it was shipped is missing before. */
export const order = {
  transactionId: text(...TRANSACTION_ID),
  merchantId: text(...MERCHANT),
  subMerchantId: maybe(text(...SUB_MERCHANT)),
  merchantTradeNo: text(...TRADE_NO),
  description: text('the goods, cut after 120 characters', '商品描述，超过 120 个字会截断'),
  paidAmount: number('the amount paid, in fen', '支付金额，单位分'),
  openid: text("the payer's openid", '支付者 openid'),
  tradeCreateTime: number('when the payment was created, in seconds', '交易创建时间，秒'),
  payTime: number('when it was paid, in seconds', '支付时间，秒'),
  orderState: number(...ORDER_STATE),
  inComplaint: flag('whether the buyer has complained', '是否处在交易纠纷中'),
  shipping: described(
    v.object({
      deliveryMode: maybe(number('1 one parcel, 2 several', '发货模式：1 统一发货，2 分拆发货')),
      logisticsType: maybe(
        number('1 courier, 2 city, 3 virtual, 4 pick-up', '物流模式：1 快递，2 同城，3 虚拟，4 自提'),
      ),
      finishShipping: maybe(flag('whether all is shipped', '是否已完成全部发货')),
      finishShippingCount: maybe(
        number('0 not all shipped, 1 all shipped, 2 shipped again', '0 未完成，1 已完成，2 已重新发货'),
      ),
      goodsDesc: maybe(text('the goods, as entered at mp.weixin.qq.com', '在小程序后台录入的商品描述')),
      shippingList: maybe(
        listOf(
          {
            trackingNo: maybe(text('the number of the waybill', '物流单号')),
            expressCompany: maybe(text('the courier', '物流公司编码，同城配送时为公司名')),
            goodsDesc: maybe(text('the itemDesc of the upload', '上传的商品信息')),
            uploadTime: maybe(number('when it was uploaded, in seconds', '上传时间，秒')),
            contact: maybe(
              described(
                v.object({
                  consignorContact: maybe(text('of the sender', '寄件人联系方式')),
                  receiverContact: maybe(text('of the receiver', '收件人联系方式')),
                }),
                'a telephone number, masked',
                '联系方式，掩码',
              ),
            ),
          },
          'the parcels',
          '物流信息列表',
        ),
      ),
      uploadScene: maybe(number('not documented', '文档没有说明')),
    }),
    'the shipping information, {} before',
    '发货信息，发货前为 {}',
  ),
}
