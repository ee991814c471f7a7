import * as v from 'valibot'
import { bindAccountCodes, bindAccountLost } from '../codes/accounts'
import type { Message } from '../messages/Message'
import { type Api, type ParamTexts, resultOf } from './Api'
import { sandbox } from './sandbox'
import { oneOf, optional, required } from './schemas'
import { BIZ_ID, DELIVERY_ID } from './texts'

const SANDBOX: Message = {
  en: `the sandbox account ${sandbox.deliveryId} / ${sandbox.bizId} needs no binding: use it directly in addOrder`,
  zh: `沙盒账号 ${sandbox.deliveryId} / ${sandbox.bizId} 无需绑定：在 addOrder 中直接使用`,
}

/**
 * Binds or unbinds a courier account. 绑定或解绑快递公司账号。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_bindaccount.html
 * @example
 * await openapi.logistics.bindAccount({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })
 */
export const bindAccount = {
  name: 'logistics.bindAccount',
  https: { verb: 'POST', path: '/cgi-bin/express/business/account/bind' },
  cloud: true,
  params: v.object({
    type: oneOf('bind', 'unbind'),
    bizId: required,
    deliveryId: required,
    password: optional,
    remarkContent: optional,
  }),
  result: resultOf<Record<never, never>>(),
  success: 'errcode',
  secrets: ['password'],
  askWhen: { type: 'bind' },
  logged: { type: 'whole', deliveryId: 'whole', bizId: 'end' },
  refusals: [
    // https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/introduction
    { when: { type: 'bind', bizId: 'SF_CASH' }, because: cash('SF_CASH') },
    { when: { type: 'bind', bizId: 'DB_CASH' }, because: cash('DB_CASH') },
    { when: { type: 'bind', deliveryId: sandbox.deliveryId }, because: SANDBOX },
    { when: { type: 'bind', bizId: sandbox.bizId }, because: SANDBOX },
  ],
  ifResponseLost: bindAccountLost,
  codes: bindAccountCodes,
} as const satisfies Api

function cash(bizId: string): Message {
  return {
    en: `${bizId} is the courier's cash account and needs no binding: use it as bizId in addOrder`,
    zh: `${bizId} 是现付账号，无需绑定：在 addOrder 中作为 bizId 使用`,
  }
}

/** The descriptions of its parameters. */
export const bindAccountTexts: ParamTexts = {
  type: { en: 'whether to bind or to unbind', zh: '绑定（bind）或解绑（unbind）' },
  bizId: BIZ_ID,
  deliveryId: DELIVERY_ID,
  password: { en: 'the password of the customer code', zh: '客户编码的密码' },
  remarkContent: {
    en: 'required by EMS for its review: telephone, contact, service, address',
    zh: '备注，EMS 审核需要：电话、联系人、服务类型、发货地址',
  },
}
