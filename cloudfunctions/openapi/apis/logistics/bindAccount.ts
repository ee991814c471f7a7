import * as v from 'valibot'
import { code } from '../../codes/Code'
import { unknownCourier, wrongPassword } from '../../codes/logistics'
import type { Message } from '../../messages/Message'
import type { Api } from '../Api'
import { described, oneOf, optional } from '../schemas'
import { bizId, deliveryId } from './fields'
import { sandbox } from './sandbox'

const SANDBOX: Message = {
  en: `the sandbox account ${sandbox.deliveryId} / ${sandbox.bizId} needs no binding: use it directly in addOrder`,
  zh: `沙盒账号 ${sandbox.deliveryId} / ${sandbox.bizId} 无需绑定：在 addOrder 中直接使用`,
}

export const bindAccount = {
  name: 'logistics.bindAccount',
  about: { en: 'Binds or unbinds a courier account.', zh: '绑定或解绑快递公司账号。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_bindaccount.html',
  https: { verb: 'POST', path: '/cgi-bin/express/business/account/bind' },
  cloud: true,
  params: v.object({
    type: described(oneOf('bind', 'unbind'), 'whether to bind or to unbind', '绑定（bind）或解绑（unbind）'),
    bizId,
    deliveryId,
    password: optional('the password of the customer code', '客户编码的密码'),
    remarkContent: optional(
      'required by EMS for its review: telephone, contact, service, address',
      '备注，EMS 审核需要：电话、联系人、服务类型、发货地址',
    ),
  }),
  result: v.object({}),
  example: { type: 'bind', deliveryId: 'YTO', bizId: '123456', password: '123456789123456789' },
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
  ifResponseLost: {
    en: 'the outcome is unknown: call again; after a bind 9300529, after an unbind 9300530 then means that the first call took effect (or look at getAllAccount)',
    zh: '结果未知：再调用一次；绑定返回 9300529、解绑返回 9300530，说明第一次已生效（也可用 getAllAccount 查看）',
  },
  codes: {
    9300503: unknownCourier,
    // Reported by users only: https://developers.weixin.qq.com/community/develop/doc/000406290640909d01caa7d8a56800
    9300520: code(
      ['the courier id is not valid', '快递公司 ID 无效'],
      ['deliveryId was not a string', 'deliveryId 不是字符串'],
      ['send one string', '写成一个字符串'],
    ),
    // 9300529 to 9300532: https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.bindAccount.html
    9300529: code(
      ['the account is bound already', '账号已绑定过'],
      [
        'bound earlier, or by an earlier attempt whose response was lost',
        '之前已绑定，或上一次绑定其实已成功，只是没有收到响应',
      ],
      ['nothing more to do', '无需处理'],
    ),
    9300530: code(
      ['the biz_id to unbind does not exist', '解绑的 biz_id 不存在'],
      [
        'unbound earlier, or by an earlier attempt whose response was lost; or never bound',
        '之前已解绑，或上一次解绑其实已成功，只是没有收到响应；或从未绑定',
      ],
      ['check the bound accounts with getAllAccount', '用 getAllAccount 查看已绑定的账号'],
    ),
    9300531: wrongPassword,
    9300532: code(
      ['the binding was submitted and is under review', '绑定已提交，审核中'],
      ['EMS reviews each binding', 'EMS 的绑定需要审核'],
      [
        'check the result with getAllAccount: statusCode 0 bound, 2 refused',
        '用 getAllAccount 查看结果：statusCode 0 已绑定，2 未通过',
      ],
    ),
  },
} as const satisfies Api

function cash(bizId: string): Message {
  return {
    en: `${bizId} is the courier's cash account and needs no binding: use it as bizId in addOrder`,
    zh: `${bizId} 是现付账号，无需绑定：在 addOrder 中作为 bizId 使用`,
  }
}
