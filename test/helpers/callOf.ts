import type { ApiName } from '../../cloudfunctions/openapi/apis'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'

/**
 * Calls an API by its dotted name, without an argument if there are no parameters.
 *
 * @param openapi the SDK's openapi or the result of createOpenApi
 * @example
 * await callOf(createOpenApi({ appid, secret }), 'logistics.getQuota', { deliveryId: 'YUNDA', bizId: '123456' })
 */
export async function callOf(openapi: object, name: ApiName, params?: object): Promise<unknown> {
  const method = name.split('.').reduce<unknown>(readProperty, openapi)
  if (typeof method !== 'function') throw new Error(`there is no ${name}`)
  return Reflect.apply(method, undefined, params ? [params] : [])
}
