import type { Message } from '../messages/Message'
import type { Code, Codes } from './Code'

/** 9300525, in the APIs that use an account. */
export const notBound: Code = {
  meaning: { en: 'the account is not bound', zh: '账号未绑定' },
  cause: { en: 'never bound, or still under review', zh: '尚未绑定，或仍在审核中' },
  next: { en: 'bind it first, or wait for its review', zh: '先绑定，或等待审核通过' },
}

/** 9300531, in the APIs for which the courier checks the account. */
export const wrongPassword: Code = {
  meaning: { en: 'wrong account or password', zh: '账号或密码错误' },
  cause: {
    en: 'the courier refused biz_id and password; some couriers refuse here what the 物流助手 console at mp.weixin.qq.com accepts',
    zh: '快递公司不认可该客户编码或密码；有的账号在接口被拒，在 mp.weixin.qq.com 的物流助手里却能绑定',
  },
  next: {
    en: 'ask the outlet for code and password, or bind in the console',
    zh: '向快递网点核对客户编码和密码，或在物流助手后台绑定',
  },
}

/** 9300503, in every API with a deliveryId. */
export const unknownCourier: Code = {
  meaning: { en: 'unknown courier', zh: '快递公司 ID 未注册' },
  cause: {
    en: 'deliveryId is not in the list of getAllDelivery; JD Express is JDL, not JD',
    zh: 'deliveryId 不在 getAllDelivery 的列表中；京东快递是 JDL，不是 JD',
  },
  next: { en: 'use a deliveryId from getAllDelivery', zh: '以 getAllDelivery 返回的 deliveryId 为准' },
}

/** What bindAccount may have done if its response was lost, and how to find out. */
export const bindAccountLost: Message = {
  en: 'the outcome is unknown: call again; after a bind 9300529, after an unbind 9300530 then means that the first call took effect (or look at getAllAccount)',
  zh: '结果未知：再调用一次；绑定返回 9300529、解绑返回 9300530，说明第一次已生效（也可用 getAllAccount 查看）',
}

export const bindAccountCodes = {
  9300503: unknownCourier,
  // Reported by users only: https://developers.weixin.qq.com/community/develop/doc/000406290640909d01caa7d8a56800
  9300520: {
    meaning: { en: 'the courier id is not valid', zh: '快递公司 ID 无效' },
    cause: { en: 'deliveryId was not a string', zh: 'deliveryId 不是字符串' },
    next: { en: 'send one string', zh: '写成一个字符串' },
  },
  // 9300529 to 9300532: https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.bindAccount.html
  9300529: {
    meaning: { en: 'the account is bound already', zh: '账号已绑定过' },
    cause: {
      en: 'bound earlier, or by an earlier attempt whose response was lost',
      zh: '之前已绑定，或上一次绑定其实已成功，只是没有收到响应',
    },
    next: { en: 'nothing more to do', zh: '无需处理' },
  },
  9300530: {
    meaning: { en: 'the biz_id to unbind does not exist', zh: '解绑的 biz_id 不存在' },
    cause: {
      en: 'unbound earlier, or by an earlier attempt whose response was lost; or never bound',
      zh: '之前已解绑，或上一次解绑其实已成功，只是没有收到响应；或从未绑定',
    },
    next: { en: 'check the bound accounts with getAllAccount', zh: '用 getAllAccount 查看已绑定的账号' },
  },
  9300531: wrongPassword,
  9300532: {
    meaning: { en: 'the binding was submitted and is under review', zh: '绑定已提交，审核中' },
    cause: { en: 'EMS reviews each binding', zh: 'EMS 的绑定需要审核' },
    next: {
      en: 'check the result with getAllAccount: statusCode 0 bound, 2 refused',
      zh: '用 getAllAccount 查看结果：statusCode 0 已绑定，2 未通过',
    },
  },
} satisfies Codes

export const getQuotaCodes = { 9300503: unknownCourier, 9300525: notBound } satisfies Codes
