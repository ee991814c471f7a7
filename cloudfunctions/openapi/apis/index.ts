import type { Api, CallApi, ParamsOf, ResultOf, WireParams } from './Api'
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
import { queryTrace } from './openMsg/queryTrace'
import { traceWaybill } from './openMsg/traceWaybill'
import { getOrder as getShippingOrder } from './wxa/sec/order/getOrder'
import { getOrderList } from './wxa/sec/order/getOrderList'
import { isTradeManaged } from './wxa/sec/order/isTradeManaged'
import { notifyConfirmReceive } from './wxa/sec/order/notifyConfirmReceive'
import { uploadCombinedShippingInfo } from './wxa/sec/order/uploadCombinedShippingInfo'
import { uploadShippingInfo } from './wxa/sec/order/uploadShippingInfo'

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
  [isTradeManaged.name]: isTradeManaged,
  [uploadShippingInfo.name]: uploadShippingInfo,
  [uploadCombinedShippingInfo.name]: uploadCombinedShippingInfo,
  [getShippingOrder.name]: getShippingOrder,
  [getOrderList.name]: getOrderList,
  [notifyConfirmReceive.name]: notifyConfirmReceive,
  [traceWaybill.name]: traceWaybill,
  [queryTrace.name]: queryTrace,
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

/**
 * Returns the name of the function and of the command of an API: the last part of its name, unless another API has that too.
 *
 * @example
 * shortName('logistics.getOrder') // 'getOrder'
 * shortName('wxa.sec.order.getOrder') // 'getShippingOrder'
 */
export function shortName(api: string): string {
  return api === getShippingOrder.name ? 'getShippingOrder' : api.slice(api.lastIndexOf('.') + 1)
}

/** The parameters of an API under our camelCase names. */
export type Params<N extends ApiName> = ParamsOf<(typeof apis)[N]>

/** What a call of an API resolves to. */
export type Result<N extends ApiName> = ResultOf<(typeof apis)[N]>

/** What createOpenApi returns: a misspelt call or parameter does not compile. */
export type OpenApi = Tree<{
  [N in ApiName]: (
    ...params: object extends Params<N> ? [params?: Params<N>] : [params: Params<N>]
  ) => Promise<Result<N>>
}>

/** What `cloud.openapi` offers to the functions of this project, which send WeChat's names. */
export type CloudOpenApi = Tree<{ [N in CloudApiName]: (params: WireParams) => Promise<Result<N>> }>

/** Objects of functions, by the parts of the dotted names of these. */
type Tree<F> = {
  [G in FirstOf<keyof F>]: G extends keyof F ? F[G] : Tree<{ [N in keyof F as RestOf<N, G>]: F[N] }>
}
type FirstOf<N> = N extends `${infer G}.${string}` ? G : N
type RestOf<N, G> = G extends string ? (N extends `${G}.${infer R}` ? R : never) : never

/**
 * Makes the `openapi` of the registry: each of its functions calls one API.
 *
 * @example
 * openApiOf(createCall(options)).logistics.getAllAccount()
 */
export function openApiOf(call: CallApi): OpenApi
export function openApiOf(call: CallApi): object {
  const openapi: Group = {}
  for (const name of apiNames()) {
    const groups = name.split('.')
    const method = groups.pop() ?? ''
    let group = openapi
    for (const it of groups) group = group[it] ??= {}
    Object.assign(group, { [method]: (params?: unknown) => call(apis[name], params) })
  }
  return openapi
}

interface Group {
  [name: string]: Group
}
