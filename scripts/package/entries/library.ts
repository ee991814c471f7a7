import {
  apis,
  type CloudApiName,
  type OpenApi,
  openApiOf,
  type Params,
  type Result,
} from '../../../cloudfunctions/openapi/apis'
import type { Api, OpenApiResult } from '../../../cloudfunctions/openapi/apis/Api'
import { type Cloud, checkCloud, createCloudCall, methodOf } from '../../../cloudfunctions/openapi/cloud/callInCloud'
import type { Allow } from '../../../cloudfunctions/openapi/cloud/checkCaller'
import {
  type FunctionContext,
  cloudFunction as functionOf,
  type OnDone,
} from '../../../cloudfunctions/openapi/cloud/cloudFunction'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'

export { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
export { expressCompanyOf } from '../../../cloudfunctions/openapi/apis/wxa/sec/order/couriers'
export type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
export { isOpenApiError, OpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
export type { Message } from '../../../cloudfunctions/openapi/messages/Message'

/**
 * Creates the `openapi` for a cloud function of your own: cloud calls with checked parameters, results and errors.
 *
 * @param options cloud: the wx-server-sdk of the function, of which only `openapi` is used
 * @returns the APIs. Each rejects with an OpenApiError that has WeChat's code and message, and, where they are known,
 *   `reason` and `next` in English and Chinese.
 * @throws Error if `cloud` is not wx-server-sdk, or if there is another option
 * @example
 * const openapi = createOpenApi({ cloud })
 * await openapi.logistics.getAllAccount()
 */
export function createOpenApi(options: { cloud: Cloud }): OpenApi {
  return openApiOf(createCloudCall(options))
}

/** The result of a function: errCode 0 with the data of its API, or exactly errCode and errMsg. */
type FunctionResult<R extends OpenApiResult> = OpenApiResult & Partial<R>

interface Options<D> {
  cloud: Cloud
  allow?: Allow
  onDone?: D
}

/**
 * Makes a cloud function that offers one API: it checks the caller and the parameters, calls WeChat, and logs one line.
 *
 * @param name the dotted name of the API
 * @param options cloud: the wx-server-sdk of the function; allow: decides who may call (default: the users in the environment
 *   variable ADMIN_OPENIDS, and the cloud itself). A call by HTTP is always refused. onDone: runs after a call that reached
 *   WeChat, with the checked parameters without secrets, and the result; the function waits for it, and logs its failure.
 * @returns a function of event and context that never rejects
 * @throws Error if the API does not exist, `cloud` is not wx-server-sdk, or `allow` or `onDone` is not a function
 * @example
 * exports.main = cloudFunction('logistics.bindAccount', { cloud, allow: async ({ ids }) => isStaff(ids) })
 */
export function cloudFunction<N extends CloudApiName>(
  name: N,
  options: Options<OnDone<Params<N>, FunctionResult<Result<N>>>>,
): (event?: unknown, context?: FunctionContext) => Promise<FunctionResult<Result<N>>>
export function cloudFunction(name: CloudApiName, options: Options<OnDone>) {
  if (!Object.hasOwn(apis, name)) {
    const near = nearest(name, Object.keys(apis))
    throw new Error(`there is no API ${name}${near === undefined ? '' : `, did you mean ${near}?`}`)
  }
  const cloud = checkCloud(options)
  const { allow, onDone } = options
  for (const [option, value] of Object.entries({ allow, onDone }))
    if (value !== undefined && typeof value !== 'function') throw new Error(`${option} must be a function`)
  return functionOf<Api>(apis[name], methodOf(cloud, name), allow, onDone)
}
