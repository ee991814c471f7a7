import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../codes/Code'
import { getOrderCodes } from '../../codes/logistics'
import type { Api } from '../Api'
import { described, oneOfNumbers, optional } from '../schemas'
import { deliveryId, openid, orderId, orderStatus, printHtml, WAYBILL_ID, waybillData, waybillId } from './fields'

export const getOrder = {
  name: 'logistics.getOrder',
  about: { en: 'Returns the waybill of an order, to print it.', zh: '获取运单数据，用于打印面单。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getorder.html',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/get' },
  cloud: true,
  params: v.object({
    orderId,
    openid,
    deliveryId,
    // Optional: assumed#openid-optional
    waybillId: optional(...WAYBILL_ID),
    printType: described(
      v.optional(oneOfNumbers(0, 1)),
      '0 a waybill in two parts (default), 1 in one part',
      '面单类型：0 二联单（默认），1 一联单',
    ),
    // Only the older page has it, without an explanation.
    customRemark: optional('not explained by WeChat', '文档没有说明用途'),
  }),
  // A user reports no printHtml with printType 1.
  result: v.object({ printHtml, waybillData, orderId, deliveryId, waybillId, orderStatus }),
  example: { orderId: 'example-1', openid: 'oAdmin', deliveryId: 'YTO', waybillId: 'YT0341546982954' },
  success: 'waybill_id',
  page: 'printHtml',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', waybillId: 'end' },
  ifResponseLost: NOTHING_CHANGED,
  codes: getOrderCodes,
} as const satisfies Api
