import * as v from 'valibot'
import { testUpdateOrderCodes, testUpdateOrderLost } from '../codes/orders'
import { type Api, type ParamTexts, resultOf } from './Api'
import { sandbox } from './sandbox'
import { oneOf, oneOfNumbers, required, requiredText, unixSeconds } from './schemas'
import { actionTypes, ORDER_ID, WAYBILL_ID } from './texts'

/**
 * Moves an order of the sandbox, as a courier would. Over HTTPS only. 在沙盒中更新运单状态，仅支持 HTTPS 调用。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_testupdateorder.html
 * @example
 * await openapi.logistics.testUpdateOrder({
 *   bizId: 'test_biz_id',
 *   orderId: '01234567890123456789',
 *   deliveryId: 'TEST',
 *   waybillId: '123456789',
 *   actionTime: 1574850455,
 *   actionType: 300002,
 *   actionMsg: '开始派送',
 * })
 */
export const testUpdateOrder = {
  name: 'logistics.testUpdateOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/test_update_order' },
  cloud: false,
  params: v.object({
    bizId: oneOf(sandbox.bizId),
    orderId: requiredText(512),
    deliveryId: oneOf(sandbox.deliveryId),
    waybillId: required,
    actionTime: unixSeconds(),
    actionType: oneOfNumbers(100001, 100002, 100003, 200001, 300002, 300003, 300004, 400001, 400002),
    actionMsg: required,
  }),
  result: resultOf<Record<never, never>>(),
  success: 'errcode',
  secrets: [],
  logged: { orderId: 'whole', waybillId: 'end' },
  ifResponseLost: testUpdateOrderLost,
  codes: testUpdateOrderCodes,
} as const satisfies Api

/** The descriptions of its parameters. */
export const testUpdateOrderTexts: ParamTexts = {
  bizId: { en: "the sandbox's customer code", zh: '沙盒的客户编码' },
  orderId: ORDER_ID,
  deliveryId: { en: "the sandbox's courier", zh: '沙盒的快递公司 ID' },
  waybillId: WAYBILL_ID,
  actionTime: { en: 'when it happened, Unix time in seconds', zh: '轨迹变化时间，Unix 时间戳，单位秒' },
  actionType: {
    en: `what happened: ${inWords('en')}`,
    zh: `轨迹变化类型：${inWords('zh')}`,
  },
  actionMsg: { en: 'what happened, in words', zh: '轨迹变化的说明' },
}

function inWords(language: 'en' | 'zh'): string {
  return Object.entries(actionTypes)
    .map(([type, text]) => `${type} ${text[language]}`)
    .join(language === 'en' ? ', ' : '，')
}
