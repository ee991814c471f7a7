import type { Api, ParamsOf, ResultOf, WireParamsOf } from './Api'
import { bindAccount } from './bindAccount'
import { getAllAccount } from './getAllAccount'
import { getAllDelivery } from './getAllDelivery'
import { getQuota } from './getQuota'

/**
 * The registry: every API of this project by its dotted name. It serves createOpenApi, the local WeChat and the commands;
 * a function imports its own entry alone.
 */
export const apis = {
  [bindAccount.name]: bindAccount,
  [getAllAccount.name]: getAllAccount,
  [getAllDelivery.name]: getAllDelivery,
  [getQuota.name]: getQuota,
} as const satisfies Readonly<Record<string, Api>>

export type ApiName = keyof typeof apis

/**
 * The dotted names of all APIs.
 *
 * @example
 * apiNames() // ['logistics.bindAccount', 'logistics.getAllAccount', ...]
 */
export function apiNames(): ApiName[] {
  return Object.keys(apis).filter(isApiName)
}

/**
 * Whether an API of that name is in the registry.
 *
 * @example
 * isApiName('logistics.bindAccount') // true
 */
export function isApiName(name: string): name is ApiName {
  return Object.hasOwn(apis, name)
}

/** The parameters of an API under our camelCase names. */
export type Params<N extends ApiName> = ParamsOf<(typeof apis)[N]>

/** The same parameters as WeChat names them. */
export type WireParams<N extends ApiName> = WireParamsOf<(typeof apis)[N]>

/** What a call of an API resolves to. */
export type Result<N extends ApiName> = ResultOf<(typeof apis)[N]>

/** What `cloud.openapi` offers: a misspelt call or parameter does not compile. */
export type OpenApi = {
  [G in GroupOf<ApiName>]: {
    [N in ApiName as N extends `${G}.${infer M}` ? M : never]: (
      ...params: object extends Params<N> ? [params?: Params<N>] : [params: Params<N> | WireParams<N>]
    ) => Promise<Result<N>>
  }
}

type GroupOf<N extends string> = N extends `${infer G}.${string}` ? G : never
