import type { Message, Pair } from '../../messages/Message'
import { listOf, number, optional, required, requiredText, text } from '../schemas'

// Parameters and fields of results of several APIs.
export const ORDER_ID: Pair = ["the merchant's own id of the order", '订单 ID']
export const OPENID: Pair = ["the buyer's openid in the mini program", '买家在小程序中的 openid']
export const WAYBILL_ID: Pair = ['the number of the waybill', '运单 ID']

export const orderId = requiredText(512, ...ORDER_ID)
// Optional: assumed#openid-optional
export const openid = optional(...OPENID)
export const waybillId = required(...WAYBILL_ID)
export const deliveryId = required('the courier, from getAllDelivery', '快递公司 ID，见 getAllDelivery')
export const bizId = required('the customer code at the courier', '客户编码')

/** The services of a courier or an account. */
export function serviceTypes(en: string, zh: string) {
  return listOf(
    {
      serviceType: number('the id', '服务类型 ID'),
      serviceName: text('the name', '服务名称'),
    },
    en,
    zh,
  )
}

export const printHtml = text('the waybill, an HTML page in base64', '运单 HTML 的 base64 结果')

/**
 * Each courier has keys of its own, which keep their underscores: `SF_bagAddr` is where bags are made up (集包地), `SF_mark` the
 * sorting code (三段码).
 */
export const waybillData = listOf(
  {
    key: text("the courier's name of the field", '运单信息 key'),
    value: text('the text to print', '运单信息 value'),
  },
  'what is printed on the waybill',
  '运单信息，用于打印面单',
)

export const orderStatus = number('0 placed, 1 cancelled', '运单状态：0 正常，1 已取消')
export const deliveryResultcode = number("the courier's own code", '快递公司的返回码')
export const deliveryResultmsg = text("the courier's own message", '快递公司的返回信息')

/**
 * What can happen to a parcel, by its action_type.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getpath.html
 */
export const actionTypes: Readonly<Record<number, Message>> = {
  100001: { en: 'collected', zh: '揽件成功' },
  100002: { en: 'not collected', zh: '揽件失败' },
  100003: { en: 'a courier was assigned', zh: '分配业务员' },
  200001: { en: 'on its way', zh: '更新运输轨迹' },
  300002: { en: 'out for delivery', zh: '开始派送' },
  300003: { en: 'signed for', zh: '签收成功' },
  300004: { en: 'not signed for', zh: '签收失败' },
  400001: { en: 'the order was cancelled', zh: '订单取消' },
  400002: { en: 'the order is stuck', zh: '订单滞留' },
}

/** What happened, as the description of an action_type. */
export const ACTION_TYPE: Pair = [
  `what happened: ${/* @__PURE__ */ listed('en', ', ')}`,
  `轨迹变化类型：${/* @__PURE__ */ listed('zh', '，')}`,
]

function listed(language: keyof Message, comma: string): string {
  return Object.entries(actionTypes)
    .map(([type, meaning]) => `${type} ${meaning[language]}`)
    .join(comma)
}
