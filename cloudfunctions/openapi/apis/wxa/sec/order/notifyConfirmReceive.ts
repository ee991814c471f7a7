import * as v from 'valibot'
import { code } from '../../../../codes/Code'
import { notShipped, paymentCodes } from '../../../../codes/orderShipping'
import type { Api } from '../../../Api'
import { conditional, unixSeconds } from '../../../schemas'
import { NUMBERS, numbers } from './payment'

export const notifyConfirmReceive = {
  name: 'wxa.sec.order.notifyConfirmReceive',
  about: {
    en: 'Reminds the buyer, once, to confirm that the parcel was received. It does not confirm it.',
    zh: '提醒用户确认收货，每个订单一次，不会代替用户确认。',
  },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_notifyconfirmreceive.html',
  https: { verb: 'POST', path: '/wxa/sec/order/notify_confirm_receive' },
  cloud: true,
  params: conditional(
    {
      ...numbers,
      receivedTime: unixSeconds(
        'when the parcel was signed for, in seconds, after it was shipped',
        '快递签收时间，秒，须晚于发货时间',
      ),
    },
    NUMBERS,
  ),
  result: v.object({}),
  example: { transactionId: '4200000000202601010000000001', receivedTime: 1767240001 },
  success: 'errcode',
  secrets: [],
  logged: { transactionId: 'whole', merchantTradeNo: 'whole' },
  ifResponseLost: {
    en: 'the outcome is unknown: call again; 10060030 then means that the first call has reminded the buyer',
    zh: '结果未知：可以重试，返回 10060030 说明第一次已提醒',
  },
  codes: {
    ...paymentCodes,
    10060028: notShipped,
    10060029: code(
      ['receivedTime is before the shipping', '签收时间早于发货时间'],
      ['the time is wrong, or in another unit', '时间有误，或单位不是秒'],
      ['send when the parcel was signed for, in seconds', '传快递签收时间，单位秒'],
    ),
    10060030: code(
      ['the buyer was reminded before', '已提醒过用户'],
      ['each order has one reminder', '每个订单只能提醒一次'],
      ['wait: the order is received automatically', '等待自动确认收货'],
    ),
    10060032: code(
      ['not a parcel of a courier', '不是快递订单'],
      ['logisticsType is not 1', 'logisticsType 不是 1'],
      ['do not remind the buyer', '无需提醒'],
    ),
  },
} as const satisfies Api
