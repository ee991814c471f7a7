import type * as v from 'valibot'
import type { Codes } from '../codes/Code'
import type { Message } from '../messages/Message'

/** Values of parameters, under our names. */
type Values = Readonly<Record<string, unknown>>

/** Parameters, or the fields of a result. */
export type Fields = v.ObjectSchema<v.ObjectEntries, undefined>

/** One WeChat API: everything that differs between APIs. Types, help, forms, reference pages and meanings derive from it. */
export interface Api {
  /** Its dotted name, as config.json and `cloud.openapi` have it. */
  name: `${string}.${string}`
  /** What it does, in a sentence. */
  about: Message
  /** WeChat's page about it. */
  see: string
  /** HTTPS verb, and path below https://api.weixin.qq.com. */
  https: { verb: 'GET' | 'POST'; path: string }
  /** Whether WeChat offers it to cloud functions (config.json, cloud.openapi). */
  cloud: boolean
  /** The parameters under our camelCase names, each with its type, limits and description; WeChat's names are snake_case. */
  params: Fields
  /** What a success returns besides errCode and errMsg. Responses are not changed by it: fields that WeChat adds reach the caller. */
  result: Fields
  /** Parameters that a local WeChat accepts. Those of other APIs continue the story: bound with one, ordered with another. */
  example: Values
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
  /** The codes that this API's pages document or its users report. Those of several APIs are in codes/. */
  codes: Codes
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

/** Calls an API. */
export type CallApi = (api: Api, params?: unknown) => Promise<OpenApiResult>

/** What a successful call of an API resolves to. */
export type ResultOf<A extends Api> = Simplified<OpenApiResult & v.InferOutput<A['result']>>

/** The same type without intersections, as an editor shows it best. */
type Simplified<T> = { [K in keyof T]: T[K] }
