/**
 * What compiles and what does not, proved by `tsc --noEmit`: a line below `@ts-expect-error` must not compile.
 * Nothing here runs.
 */
import type { OpenApiResult } from '../../../../cloudfunctions/openapi/apis/Api'
import { createOpenApi } from '../../../../cloudfunctions/openapi/https/createOpenApi'

const params = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA' } as const

export async function callsAreTypedByTheRegistry(): Promise<OpenApiResult[]> {
  const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret' })

  // @ts-expect-error a misspelt API
  await openapi.logistics.bindAcount(params)
  // @ts-expect-error a misspelt group of APIs
  await openapi.logistic.bindAccount(params)
  // @ts-expect-error a missing parameter
  await openapi.logistics.bindAccount({ type: 'bind', bizId: '123456' })
  // @ts-expect-error a misspelt parameter
  await openapi.logistics.bindAccount({ ...params, pasword: 'secret' })

  const { list } = await openapi.logistics.getAllAccount()
  const statusCodes: number[] = list.map(({ statusCode }) => statusCode)
  const { quotaNum } = await openapi.logistics.getQuota({ deliveryId: 'YUNDA', bizId: '123456' })
  return [await openapi.logistics.bindAccount(params), { errCode: quotaNum + statusCodes.length, errMsg: '' }]
}

export function optionsAreEitherASecretOrTokens(): void {
  createOpenApi({ getAccessToken: () => 'token', baseUrl: process.env.WX_API_BASE, timeoutMs: 1000, fetch })
  createOpenApi({ getAccessToken: async (rejected?: string) => `another than ${rejected}` })
  // @ts-expect-error no secret
  createOpenApi({ appid: 'wx0000000000000000' })
  // @ts-expect-error both
  createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', getAccessToken: () => 'token' })
  // @ts-expect-error neither
  createOpenApi({})
  // @ts-expect-error a switch that there is not
  createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', rejectUnauthorized: false })
}
