import type { Code } from './Api'

/** 9300525, of the APIs that use an account. */
export const notBound: Code = {
  meaning: { en: 'the account is not bound', zh: '账号未绑定' },
  cause: { en: 'never bound, or still under review', zh: '尚未绑定，或仍在审核中' },
  next: { en: 'bind it first, or wait for its review', zh: '先绑定，或等待审核通过' },
}

/** 9300531, of the APIs by which the courier checks an account. */
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
