import * as v from 'valibot'
import { type Api, type ParamTexts, resultOf } from './Api'
import { actionTypes } from './actionTypes'
import { unknownOrder } from './orderCodes'
import { sandbox } from './sandbox'
import { required, requiredText, unixSeconds } from './schemas'
import { ORDER_ID, WAYBILL_ID } from './sharedTexts'

/**
 * Moves an order of the sandbox on its way, as a courier would. Over HTTPS only.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_testupdateorder.html
 */
export const testUpdateOrder = {
  name: 'logistics.testUpdateOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/test_update_order' },
  cloud: false,
  params: v.object({
    bizId: v.picklist([sandbox.bizId]),
    orderId: requiredText(512),
    deliveryId: v.picklist([sandbox.deliveryId]),
    waybillId: required,
    actionTime: unixSeconds(),
    actionType: v.picklist([100001, 100002, 100003, 200001, 300002, 300003, 300004, 400001, 400002]),
    actionMsg: required,
  }),
  result: resultOf<Record<never, never>>(),
  success: 'errcode',
  secrets: [],
  logged: { orderId: 'whole', waybillId: 'end' },
  refusals: [],
  whenLost: 'the outcome is unknown: look at getPath',
  codes: {
    // Reported by users only, with a blank text: https://developers.weixin.qq.com/community/personal/oCJUsw0sLZwFjys81h22Oh2S5AXI/question
    [-2]: {
      meaning: { en: 'not documented; WeChat gives it no text', zh: '文档没有说明，微信也没有返回文字' },
      cause: { en: 'not known', zh: '原因不明' },
      next: { en: 'try again later', zh: '稍后再试' },
    },
    // Reported by users only: https://developers.weixin.qq.com/community/personal/oCJUsw7p1Z2G7VWqIZatSwOpC7ik/follow
    930563: unknownOrder,
  },
} as const satisfies Api

/** What `npm run call -- testUpdateOrder --help` says of each. */
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
