import type { Api, ParamsOf, ResultOf, WireParams } from './Api'
import { addOrder } from './logistics/addOrder'
import { batchGetOrder } from './logistics/batchGetOrder'
import { bindAccount } from './logistics/bindAccount'
import { cancelOrder } from './logistics/cancelOrder'
import { getAllAccount } from './logistics/getAllAccount'
import { getAllDelivery } from './logistics/getAllDelivery'
import { getOrder } from './logistics/getOrder'
import { getPath } from './logistics/getPath'
import { getPrinter } from './logistics/getPrinter'
import { getQuota } from './logistics/getQuota'
import { testUpdateOrder } from './logistics/testUpdateOrder'
import { updatePrinter } from './logistics/updatePrinter'

/**
 * The registry: every API of this project by its dotted name. createOpenApi, the local WeChat and the commands use it; a
 * function imports only its own entry.
 */
export const apis = {
  [bindAccount.name]: bindAccount,
  [getAllAccount.name]: getAllAccount,
  [getAllDelivery.name]: getAllDelivery,
  [getQuota.name]: getQuota,
  [addOrder.name]: addOrder,
  [getOrder.name]: getOrder,
  [batchGetOrder.name]: batchGetOrder,
  [cancelOrder.name]: cancelOrder,
  [getPath.name]: getPath,
  [getPrinter.name]: getPrinter,
  [updatePrinter.name]: updatePrinter,
  [testUpdateOrder.name]: testUpdateOrder,
} as const satisfies Readonly<Record<string, Api>>

export type ApiName = keyof typeof apis

/** The APIs that WeChat offers to cloud functions. */
export type CloudApiName = { [N in ApiName]: (typeof apis)[N]['cloud'] extends true ? N : never }[ApiName]

/**
 * Returns the dotted names of all APIs.
 *
 * @example
 * apiNames() // ['logistics.bindAccount', 'logistics.getAllAccount', ...]
 */
export function apiNames(): ApiName[] {
  return Object.keys(apis).filter(isApiName)
}

/**
 * Returns whether the registry has an API of that name.
 *
 * @example
 * isApiName('logistics.bindAccount') // true
 */
export function isApiName(name: string): name is ApiName {
  return Object.hasOwn(apis, name)
}

/** The parameters of an API under our camelCase names. */
export type Params<N extends ApiName> = ParamsOf<(typeof apis)[N]>

/** What a call of an API resolves to. */
export type Result<N extends ApiName> = ResultOf<(typeof apis)[N]>

/** What createOpenApi returns: a misspelt call or parameter does not compile. */
export type OpenApi = {
  [G in GroupOf<ApiName>]: {
    [N in ApiName as MethodOf<N, G>]: (
      ...params: object extends Params<N> ? [params?: Params<N>] : [params: Params<N>]
    ) => Promise<Result<N>>
  }
}

/** What `cloud.openapi` offers to the functions of this project, which send WeChat's names. */
export type CloudOpenApi = {
  [G in GroupOf<CloudApiName>]: {
    [N in CloudApiName as MethodOf<N, G>]: (params: WireParams) => Promise<Result<N>>
  }
}

type GroupOf<N extends string> = N extends `${infer G}.${string}` ? G : never
type MethodOf<N extends string, G extends string> = N extends `${G}.${infer M}` ? M : never
