/**
 * Checks with `tsc --noEmit` what compiles: a line below `@ts-expect-error` must not compile. Nothing here runs.
 */

import cloud from 'wx-server-sdk'
import type { Result } from '../../../../cloudfunctions/openapi/apis'
import type { OpenApiResult } from '../../../../cloudfunctions/openapi/apis/Api'

export async function cloudCallsAreTypedByTheRegistry(): Promise<OpenApiResult[]> {
  const { logistics } = cloud.openapi

  // @ts-expect-error a misspelt API
  await logistics.bindAcount({})
  // @ts-expect-error a misspelt group of APIs
  await cloud.openapi.logistic.bindAccount({})
  // @ts-expect-error parameters are missing
  await logistics.bindAccount()
  // @ts-expect-error testUpdateOrder is available over HTTPS only
  await logistics.testUpdateOrder({})
  // @ts-expect-error a misspelt field of the result
  await (await logistics.getQuota({})).quota

  const quota: Result<'logistics.getQuota'> = await logistics.getQuota({ delivery_id: 'YUNDA', biz_id: '123456' })
  return [quota, await logistics.bindAccount({ type: 'bind', biz_id: '123456', delivery_id: 'YUNDA' })]
}
