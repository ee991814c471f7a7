import * as v from 'valibot'
import { type Api, type ParamTexts, resultOf } from './Api'
import { wrongPassword } from './accountCodes'
import { unknownCourier } from './courierCodes'
import { sandbox } from './sandbox'
import { optional, required } from './schemas'
import { BIZ_ID, DELIVERY_ID } from './sharedTexts'

const SANDBOX = `the sandbox account ${sandbox.deliveryId} / ${sandbox.bizId} needs no binding, use it directly when placing an order`
const CASH = "is the courier's cash account: it needs no binding, give it as biz_id when placing an order"

/** Binds or unbinds a courier account: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_bindaccount.html */
export const bindAccount = {
  name: 'logistics.bindAccount',
  https: { verb: 'POST', path: '/cgi-bin/express/business/account/bind' },
  cloud: true,
  params: v.object({
    type: v.picklist(['bind', 'unbind']),
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
    { when: { type: 'bind', bizId: 'SF_CASH' }, because: `SF_CASH ${CASH}` },
    { when: { type: 'bind', bizId: 'DB_CASH' }, because: `DB_CASH ${CASH}` },
    { when: { type: 'bind', deliveryId: sandbox.deliveryId }, because: SANDBOX },
    { when: { type: 'bind', bizId: sandbox.bizId }, because: SANDBOX },
  ],
  whenLost:
    'the outcome is unknown: call again; after a bind 9300529, after an unbind 9300530 then means that the first call took effect (or look at getAllAccount)',
  codes: {
    9300503: unknownCourier,
    // Reported by users only: https://developers.weixin.qq.com/community/develop/doc/000406290640909d01caa7d8a56800
    9300520: {
      meaning: { en: 'the courier id is not valid', zh: '快递公司 ID 无效' },
      cause: { en: 'deliveryId was no string', zh: 'deliveryId 不是字符串' },
      next: { en: 'send one string', zh: '写成一个字符串' },
    },
    // These four: https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.bindAccount.html
    9300529: {
      meaning: { en: 'the account is bound already', zh: '账号已绑定过' },
      cause: {
        en: 'bound earlier, or by a first attempt whose answer was lost',
        zh: '之前已绑定，或上一次绑定其实已成功、只是没有收到应答',
      },
      next: { en: 'nothing more to do', zh: '无需处理' },
    },
    9300530: {
      meaning: { en: 'the biz_id to unbind does not exist', zh: '解绑的 biz_id 不存在' },
      cause: {
        en: 'unbound earlier, or by a first attempt whose answer was lost; or never bound',
        zh: '之前已解绑，或上一次解绑其实已成功、只是没有收到应答；或从未绑定',
      },
      next: { en: 'look at what is bound in getAllAccount', zh: '用 getAllAccount 查看已绑定的账号' },
    },
    9300531: wrongPassword,
    9300532: {
      meaning: { en: 'the binding was submitted and is under review', zh: '绑定已提交，审核中' },
      cause: { en: 'EMS reviews each binding', zh: 'EMS 的绑定需要审核' },
      next: {
        en: 'read its outcome from getAllAccount: statusCode 0 bound, 2 refused',
        zh: '用 getAllAccount 查看结果：statusCode 0 已绑定，2 未通过',
      },
    },
  },
} as const satisfies Api

/** What `npm run call -- bindAccount --help` says of each. */
export const bindAccountTexts: ParamTexts = {
  type: { en: 'bind or unbind', zh: '绑定或解绑' },
  bizId: BIZ_ID,
  deliveryId: DELIVERY_ID,
  password: { en: 'the password of the customer code', zh: '客户编码的密码' },
  remarkContent: {
    en: 'EMS needs it for its review: telephone, contact, service, address',
    zh: '备注，EMS 审核需要：电话、联系人、服务类型、发货地址',
  },
}
