import * as v from 'valibot'
import { code, NOTHING_CHANGED } from '../../../../codes/Code'
import { paymentCodes } from '../../../../codes/orderShipping'
import type { Api } from '../../../Api'
import { described, flag, listOf, oneOfNumbers, optional, text, unixSeconds, wholeNumber } from '../../../schemas'
import { ORDER_STATE, order } from './order'

const LAST_INDEX = ['lastIndex of the page before', '上一页返回的 lastIndex'] as const

export const getOrderList = {
  name: 'wxa.sec.order.getOrderList',
  about: { en: 'Lists paid orders and their states.', zh: '查询支付单列表。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_getorderlist.html',
  https: { verb: 'POST', path: '/wxa/sec/order/get_order_list' },
  cloud: true,
  params: v.object({
    payTimeRange: described(
      v.optional(
        v.object({
          beginTime: v.optional(unixSeconds('the first second', '起始时间，秒')),
          endTime: v.optional(unixSeconds('the last second, included', '结束时间，秒，包含该秒')),
        }),
      ),
      'when they were paid',
      '支付时间范围',
    ),
    orderState: described(v.optional(oneOfNumbers(1, 2, 3, 4, 5, 6)), ...ORDER_STATE),
    openid: optional("the payer's openid", '支付者 openid'),
    lastIndex: optional(...LAST_INDEX),
    pageSize: v.optional(wholeNumber(1, 'how many (default: 100)', '每页数量，默认 100')),
  }),
  result: v.object({
    lastIndex: text(...LAST_INDEX),
    hasMore: flag('whether there are more', '是否还有更多'),
    orderList: listOf(order, 'the orders', '支付单列表'),
  }),
  example: { orderState: 1 },
  success: 'order_list',
  secrets: [],
  logged: { orderState: 'whole' },
  ifResponseLost: NOTHING_CHANGED,
  codes: {
    ...paymentCodes,
    10060011: code(
      ['invalid last_index', 'last_index 无效'],
      ['it does not come from the page before', '不是上一页返回的值'],
      ['start again without it', '去掉它，从头查询'],
    ),
  },
} as const satisfies Api
