import type { ApiName } from '../../cloudfunctions/openapi/apis'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'

/**
 * Calls an API by its dotted name; without parameters only if there are none.
 *
 * @param openapi the SDK's, or one of createOpenApi's
 * @example
 * await callOf(createOpenApi({ appid, secret }), 'logistics.getQuota', { deliveryId: 'YUNDA', bizId: '123456' })
 */
export async function callOf(openapi: object, name: ApiName, params?: object): Promise<unknown> {
  const method = name.split('.').reduce<unknown>(readProperty, openapi)
  if (typeof method !== 'function') throw new Error(`there is no ${name}`)
  return Reflect.apply(method, undefined, params ? [params] : [])
}
