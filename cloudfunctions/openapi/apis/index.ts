import * as v from 'valibot'
import type { SnakeCased } from '../names/toSnakeCase'
import { type Code, codes } from './codes'

/** One WeChat API as data: whatever differs from API to API is said here and nowhere else. */
export interface Api {
  /** HTTPS verb and path below https://api.weixin.qq.com. */
  https: { verb: 'GET' | 'POST'; path: string }
  /** Whether WeChat offers it to cloud functions (config.json, cloud.openapi). */
  cloud: boolean
  /** Our camelCase parameter names, each with its kind; the wire has them in snake_case. */
  params: v.ObjectSchema<v.ObjectEntries, undefined>
  /** Parameters whose values never reach a log or an error. */
  secrets: readonly string[]
  /** Parameters which WeChat refuses whoever sends them, with the reason to give instead. */
  refusals: readonly { when: Readonly<Record<string, string>>; because: string }[]
  /** What an answer that was lost means, and how to find out. */
  whenLost: string
  /** A field that each success carries on the wire; a body without it is not WeChat's. */
  success: string
  /** The codes that this API's pages document or its users report. */
  codes: Readonly<Record<number, Code>>
}

const required = v.pipe(v.string(), v.regex(/\S/))
const optional = v.optional(v.string())

const UNKNOWN_COURIER: Code = {
  meaning: { en: 'the courier is not known', zh: '快递公司 ID 未注册' },
  cause: {
    en: 'deliveryId is not one of getAllDelivery; JD Express is JDL, not JD',
    zh: 'deliveryId 不在 getAllDelivery 的列表中；京东快递是 JDL，不是 JD',
  },
  next: { en: 'take the deliveryId from getAllDelivery', zh: '以 getAllDelivery 返回的 deliveryId 为准' },
}

/** https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/express_sanbox.html */
const SANDBOX = 'the sandbox account TEST / test_biz_id needs no binding, use it directly when placing an order'

/** Every API of this project by its dotted name. */
export const apis = {
  // https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_bindaccount.html
  'logistics.bindAccount': {
    https: { verb: 'POST', path: '/cgi-bin/express/business/account/bind' },
    cloud: true,
    params: v.object({
      type: v.picklist(['bind', 'unbind']),
      bizId: required,
      deliveryId: required,
      password: optional,
      remarkContent: optional,
    }),
    secrets: ['password'],
    refusals: [
      // https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/introduction
      ...['SF_CASH', 'DB_CASH'].map((bizId) => ({
        when: { type: 'bind', bizId },
        because: `${bizId} is the courier's cash account: it needs no binding, give it as biz_id when placing an order`,
      })),
      { when: { type: 'bind', deliveryId: 'TEST' }, because: SANDBOX },
      { when: { type: 'bind', bizId: 'test_biz_id' }, because: SANDBOX },
    ],
    whenLost:
      'the outcome is unknown: call again; after a bind 9300529, after an unbind 9300530 then means that the first call took effect (or look at getAllAccount)',
    success: 'errcode',
    codes: {
      9300503: UNKNOWN_COURIER,
      9300520: {
        meaning: { en: 'the courier id is not valid', zh: '快递公司 ID 无效' },
        cause: { en: 'deliveryId was not a plain string', zh: 'deliveryId 不是普通字符串' },
        next: { en: 'send deliveryId as one string', zh: '把 deliveryId 写成一个字符串' },
      },
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
      9300531: {
        meaning: { en: 'wrong account or password', zh: '账号或密码错误' },
        cause: {
          en: 'the courier refused biz_id and password; some couriers refuse here what the 物流助手 console at mp.weixin.qq.com accepts',
          zh: '快递公司不认可该客户编码或密码；有的账号在接口被拒，在 mp.weixin.qq.com 的物流助手里却能绑定',
        },
        next: {
          en: 'ask the outlet for code and password, or bind in the console',
          zh: '向快递网点核对客户编码和密码，或在物流助手后台绑定',
        },
      },
      9300532: {
        meaning: { en: 'the binding was submitted and is under review', zh: '绑定已提交，审核中' },
        cause: { en: 'EMS reviews each binding', zh: 'EMS 的绑定需要审核' },
        next: {
          en: 'read its outcome from getAllAccount: statusCode 0 bound, 2 refused',
          zh: '用 getAllAccount 查看结果：statusCode 0 已绑定，2 未通过',
        },
      },
    },
  },
  // https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getallaccount.html
  'logistics.getAllAccount': {
    https: { verb: 'GET', path: '/cgi-bin/express/business/account/getall' },
    cloud: true,
    params: v.object({}),
    secrets: [],
    refusals: [],
    whenLost: 'nothing was changed: call again',
    success: 'count',
    codes: {},
  },
  // https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getalldelivery.html
  'logistics.getAllDelivery': {
    https: { verb: 'GET', path: '/cgi-bin/express/business/delivery/getall' },
    cloud: true,
    params: v.object({}),
    secrets: [],
    refusals: [],
    whenLost: 'nothing was changed: call again',
    success: 'count',
    codes: {},
  },
  // https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getquota.html
  'logistics.getQuota': {
    https: { verb: 'POST', path: '/cgi-bin/express/business/quota/get' },
    cloud: true,
    params: v.object({ deliveryId: required, bizId: required }),
    secrets: [],
    refusals: [],
    whenLost: 'nothing was changed: call again',
    success: 'quota_num',
    codes: {
      9300503: UNKNOWN_COURIER,
      9300525: {
        meaning: { en: 'the account is not bound', zh: '账号未绑定' },
        cause: { en: 'never bound, or still under review', zh: '尚未绑定，或仍在审核中' },
        next: { en: 'bind it first, or wait for its review', zh: '先绑定，或等待审核通过' },
      },
    },
  },
} as const satisfies Readonly<Record<string, Api>>

export type ApiName = keyof typeof apis

/** What a code means when this API answers it; undefined for a code that nobody has documented. */
export function meaningOf(name: ApiName, errCode: number): Code | undefined {
  const api: Api = apis[name]
  return api.codes[errCode] ?? codes[errCode]
}

/** The parameters of an API under our camelCase names. */
export type Params<N extends ApiName> = v.InferOutput<(typeof apis)[N]['params']>

/** The same parameters as WeChat names them. */
export type WireParams<N extends ApiName> = SnakeCased<Params<N>>

/** What a call that WeChat answers with errcode 0, or with none, resolves to. */
export interface OpenApiResult {
  errCode: number
  errMsg: string
}

/** What more an API's success says; an API that is not named here says no more. */
export interface ApiResults {
  'logistics.getAllAccount': {
    count: number
    list: {
      bizId: string
      deliveryId: string
      /** Unix time, seconds; so are updateTime and quotaUpdateTime. */
      createTime: number
      updateTime: number
      /** 0 bound, 1 under review, 2 refused, 3 unbound. */
      statusCode: number
      alias: string
      remarkWrongMsg: string
      remarkContent: string
      quotaNum: number
      quotaUpdateTime: number
      serviceType: ServiceType[]
    }[]
  }
  'logistics.getAllDelivery': {
    count: number
    data: {
      deliveryId: string
      deliveryName: string
      canUseCash: number
      canGetQuota: number
      cashBizId: string
      serviceType: ServiceType[]
    }[]
  }
  'logistics.getQuota': { quotaNum: number }
}

interface ServiceType {
  serviceType: number
  serviceName: string
}

export type Result<N extends ApiName> = OpenApiResult & (N extends keyof ApiResults ? ApiResults[N] : unknown)

/** What `cloud.openapi` offers: a misspelt call or parameter does not compile. */
export type OpenApi = {
  [G in GroupOf<ApiName>]: {
    [N in ApiName as N extends `${G}.${infer M}` ? M : never]: (
      ...params: object extends Params<N> ? [params?: Params<N>] : [params: Params<N> | WireParams<N>]
    ) => Promise<Result<N>>
  }
}

type GroupOf<N extends string> = N extends `${infer G}.${string}` ? G : never
