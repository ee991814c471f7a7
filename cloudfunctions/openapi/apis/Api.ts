import type * as v from 'valibot'
import type { Codes } from '../codes/Code'
import type { Message } from '../messages/Message'

/** Values of parameters, under our names. */
type Values = Readonly<Record<string, string>>

/** One WeChat API as data: everything that differs between APIs. */
export interface Api {
  /** Its dotted name, as config.json and `cloud.openapi` have it. */
  name: `${string}.${string}`
  /** HTTPS verb, and path below https://api.weixin.qq.com. */
  https: { verb: 'GET' | 'POST'; path: string }
  /** Whether WeChat offers it to cloud functions (config.json, cloud.openapi). */
  cloud: boolean
  /** The parameters under our camelCase names, each with its type and limits; WeChat's names are snake_case. */
  params: v.ObjectSchema<v.ObjectEntries, undefined>
  /** The type of what a success returns besides errCode and errMsg, see resultOf. */
  result: ResultType<object>
  /** A field that each success has under WeChat's names. A response without it is not from WeChat. */
  success: string
  /** Our name of a field of the result that is an HTML page in base64. */
  page?: string
  /** Parameters whose values never reach a log or an error. */
  secrets: readonly string[]
  /** Calls for which a terminal prompts for the secrets; all by default. */
  askWhen?: Values
  /** Parameters that the log shows, whole or only the last four characters. */
  logged: Readonly<Record<string, 'whole' | 'end'>>
  /** Values that WeChat always refuses, and the message to return instead. */
  refusals?: readonly { when: Values; because: Message }[]
  /** What a call may have done if its response was lost, and how to find out. */
  ifResponseLost: Message
  /** The codes that this API's pages document or its users report. */
  codes: Codes
}

/**
 * Descriptions of parameters by path: `cargo.weight`, `cargo.detailList.name`. Types, limits and conditions are in the
 * schemas. They are apart from the entry, so that no function bundles them.
 */
export type ParamTexts = Readonly<Record<string, Message>>

/**
 * A number of e-waybills, which has no limit: over HTTPS an integer beyond 2^53 is a bigint, in the cloud a BigNumber of
 * wx-server-sdk. `Number(balance)` works for each.
 */
export type Balance = number | bigint

type ResultType<T> = { readonly type?: T }

/**
 * Declares the type of a result in an entry. It has no value at run time.
 *
 * @example
 * const result = resultOf<{ quotaNum: number }>()
 */
export function resultOf<T extends object>(): ResultType<T> {
  return {}
}

/** The parameters of an API under our camelCase names. */
export type ParamsOf<A extends Api> = v.InferOutput<A['params']>

/** Parameters under WeChat's snake_case names. */
export type WireParams = Readonly<Record<string, unknown>>

/** What a successful call resolves to. 成功的调用返回的内容。 */
export interface OpenApiResult {
  /** 0: success. 0 表示成功。 */
  errCode: number
  /** `openapi.logistics.getQuota:ok`, for instance. 如 `openapi.logistics.getQuota:ok`。 */
  errMsg: string
}

/** What a successful call of an API resolves to. */
export type ResultOf<A extends Api> = A['result'] extends ResultType<infer T> ? Simplified<OpenApiResult & T> : never

/** The same type without intersections, as an editor shows it best. */
type Simplified<T> = { [K in keyof T]: T[K] }
