import type { Api, CallApi, OpenApiResult, ResultOf, WireParams } from '../apis/Api'
import { OpenApiError, okMessage } from '../errors/OpenApiError'
import { readProperty } from '../errors/readProperty'
import { secretsOf } from '../errors/redact'
import { toOpenApiError } from '../errors/toOpenApiError'
import { isObject } from '../names/isObject'
import { toWireParams } from '../params/toWireParams'

/** wx-server-sdk, as far as a cloud call uses it. */
export interface Cloud {
  readonly openapi: unknown
}

/**
 * Makes a cloud call and checks the response.
 *
 * @param callWeChat makes the call with WeChat's names
 * @throws OpenApiError, whatever the SDK throws or returns
 * @example
 * await callInCloud(getQuota, (params) => cloud.openapi.logistics.getQuota(params), { delivery_id: 'YUNDA', biz_id: '123456' })
 */
export async function callInCloud(
  api: Api,
  callWeChat: (params: WireParams) => Promise<unknown>,
  wireParams: WireParams,
): Promise<OpenApiResult> {
  try {
    return toResult(api, await callWeChat(wireParams))
  } catch (thrown) {
    throw toOpenApiError(api, thrown, secretsOf(api, wireParams))
  }
}

/**
 * Returns the SDK's function for an API. Of `cloud` it only reads `openapi`.
 *
 * @param api the dotted name of the API
 * @example
 * await methodOf(cloud, 'logistics.getQuota')({ delivery_id: 'YUNDA', biz_id: '123456' })
 */
export function methodOf({ openapi }: Cloud, api: string): (params: WireParams) => Promise<ResultOf<Api>> {
  return async (params) => {
    const groups = api.split('.')
    const name = groups.pop() ?? ''
    const methods = groups.reduce<unknown>((group, it) => readProperty(group, it), openapi)
    const method = readProperty(methods, name)
    if (typeof method !== 'function') throw new Error(`cloud.openapi.${api} is not a function: is cloud wx-server-sdk?`)
    return Reflect.apply(method, methods, [params])
  }
}

/**
 * Creates the function that makes cloud calls with a wx-server-sdk.
 *
 * @returns a function that rejects only with an OpenApiError
 * @throws Error if `cloud` is not wx-server-sdk, or if there is another option
 * @example
 * const call = createCloudCall({ cloud })
 * await call(getQuota, { deliveryId: 'YUNDA', bizId: '123456' })
 */
export function createCloudCall(options: { cloud: Cloud }): CallApi {
  const cloud = checkCloud(options)
  const other = Object.keys(options).find((name) => name !== 'cloud' && readProperty(options, name) !== undefined)
  if (other !== undefined) throw new Error(`cloud excludes every other option, such as ${other}`)
  return async (api, params = {}) => callInCloud(api, methodOf(cloud, api.name), toWireParams(api, params))
}

/**
 * Returns the option `cloud`, which may come from plain JavaScript.
 *
 * @throws Error if it is not wx-server-sdk
 */
export function checkCloud(options: { cloud: Cloud }): Cloud {
  const cloud = options?.cloud
  if (readProperty(cloud, 'openapi') === undefined) throw new Error('cloud must be wx-server-sdk')
  return cloud
}

/** The SDK treats any response that is not JSON with an errcode as a success (src/api/openapi/namespace/generic.ts). */
function toResult(api: Api, result: unknown): OpenApiResult {
  const fields: Record<string, unknown> = isObject(result) ? { ...result } : { result }
  const { errCode = 0, errMsg: _, ...data } = fields
  if (errCode !== 0) throw result
  if (data.buffer !== undefined || Object.hasOwn(data, 'result')) {
    throw new OpenApiError(api.name, -601001, 'the response is not from WeChat', { next: api.ifResponseLost })
  }
  return { errCode: 0, errMsg: okMessage(api.name), ...data }
}
