import type * as v from 'valibot'
import type { SnakeCased } from '../names/toSnakeCase'

/** A text for people, in both languages. */
export interface Text {
  en: string
  zh: string
}

/** What a code means, what usually causes it, and what to do about it. */
export interface Code {
  meaning: Text
  cause?: Text
  next?: Text
  /** The call may have taken effect although it failed. */
  outcomeUnknown?: true
  /** The text of the errMsg, for codes whose own text does not help; `said` is that text. */
  remedy?: (api: string, said: string) => string
}

export type Codes = Readonly<Record<number, Code>>

/** Values of parameters, under our names. */
type Condition = Readonly<Record<string, string>>

/** One WeChat API as data: whatever differs from API to API is said here and nowhere else. */
export interface Api {
  /** Its dotted name, as config.json and `cloud.openapi` have it. */
  name: `${string}.${string}`
  /** HTTPS verb and path below https://api.weixin.qq.com. */
  https: { verb: 'GET' | 'POST'; path: string }
  /** Whether WeChat offers it to cloud functions (config.json, cloud.openapi). */
  cloud: boolean
  /** Our camelCase parameter names, each with its kind and its limits; the wire has them in snake_case. */
  params: v.ObjectSchema<v.ObjectEntries, undefined>
  /** What more than errCode and errMsg a success says: a type, see resultOf. */
  result: ResultType<object>
  /** A field that each success carries on the wire; a body without it is not WeChat's. */
  success: string
  /** Our name of a field of the result that is an HTML page in base64. */
  page?: string
  /** Parameters whose values never reach a log or an error. */
  secrets: readonly string[]
  /** A terminal is asked for the secrets of such calls only. */
  askWhen?: Condition
  /** Parameters that the log shows, whole or their last four characters. */
  logged: Readonly<Record<string, 'whole' | 'end'>>
  /** Parameters which WeChat refuses whoever sends them, with the reason to give instead. */
  refusals: readonly { when: Condition; because: string }[]
  /** What an answer that was lost means, and how to find out. */
  whenLost: string
  /** The codes that this API's pages document or its users report. */
  codes: Codes
}

/**
 * What parameters are, for people, by path: `cargo.weight`, `cargo.detailList.name`. Kinds, limits and what is required
 * are in the schemas. An entry does not refer to them, so that no function carries them.
 */
export type ParamTexts = Readonly<Record<string, Text>>

/** What a lost answer means where a call only reads. */
export const NOTHING_CHANGED = 'nothing was changed: call again'

/**
 * A number of e-waybills, which nothing limits: over HTTPS an integer beyond 2^53 is a bigint, in the cloud a BigNumber of
 * wx-server-sdk. `Number(balance)` works for each. The other numbers in results are codes, times and lengths of lists.
 */
export type Balance = number | bigint

type ResultType<T> = { readonly type?: T }

/**
 * Says the type of a result where an entry is data; there is nothing of it at run time.
 *
 * @example
 * const result = resultOf<{ quotaNum: number }>()
 */
export function resultOf<T extends object>(): ResultType<T> {
  return {}
}

/** The parameters of an API under our camelCase names. */
export type ParamsOf<A extends Api> = v.InferOutput<A['params']>

/** The same parameters as WeChat names them. */
export type WireParamsOf<A extends Api> = SnakeCased<ParamsOf<A>>

/** What a call that WeChat answers with errcode 0, or with none, resolves to. */
export interface OpenApiResult {
  errCode: number
  errMsg: string
}

/** The same with what more this API's success says. */
export type ResultOf<A extends Api> = A['result'] extends ResultType<infer T> ? Simplified<OpenApiResult & T> : never

/** The same type as an editor shows it best. */
type Simplified<T> = { [K in keyof T]: T[K] }
