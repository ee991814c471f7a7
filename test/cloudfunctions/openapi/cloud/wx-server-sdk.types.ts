/**
 * What compiles and what does not, proved by `tsc --noEmit`: a line below `@ts-expect-error` must not compile.
 * Nothing here runs.
 */

import cloud from 'wx-server-sdk'
import type { Params, WireParams } from '../../../../cloudfunctions/openapi/apis'
import type { OpenApiResult } from '../../../../cloudfunctions/openapi/apis/Api'

const camelCase = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA' } as const
const snakeCase = { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA' } as const

export async function bindAccountIsTypedByTheRegistry(): Promise<OpenApiResult[]> {
  const { logistics } = cloud.openapi

  // @ts-expect-error a misspelt API
  await logistics.bindAcount(camelCase)
  // @ts-expect-error a misspelt group of APIs
  await cloud.openapi.logistic.bindAccount(camelCase)
  // @ts-expect-error a misspelt parameter
  await logistics.bindAccount({ typ: 'bind', bizId: '123456', deliveryId: 'YUNDA' })
  // @ts-expect-error a parameter that WeChat does not know
  await logistics.bindAccount({ ...camelCase, userInfo: {} })
  // @ts-expect-error a missing parameter
  await logistics.bindAccount({ type: 'bind', bizId: '123456' })
  // @ts-expect-error no parameters
  await logistics.bindAccount()
  // @ts-expect-error half camelCase, half snake_case
  await logistics.bindAccount({ type: 'bind', bizId: '123456', delivery_id: 'YUNDA' })
  // @ts-expect-error a type that is neither bind nor unbind
  await logistics.bindAccount({ ...camelCase, type: 'rebind' })
  // @ts-expect-error a number for a text
  await logistics.bindAccount({ ...camelCase, bizId: 123456 })
  // @ts-expect-error null for a text
  await logistics.bindAccount({ ...camelCase, password: null })

  return [
    await logistics.bindAccount(camelCase),
    await logistics.bindAccount(snakeCase),
    await logistics.bindAccount({ ...camelCase, type: 'unbind', password: 'secret', remarkContent: '电话：1' }),
    await logistics.bindAccount({ ...snakeCase, type: 'unbind', password: 'secret', remark_content: '电话：1' }),
  ]
}

export async function whatTheCloudDoesNotOfferDoesNotCompile(): Promise<void> {
  // @ts-expect-error testUpdateOrder is for HTTPS calls only
  await cloud.openapi.logistics.testUpdateOrder({})
  // @ts-expect-error a misspelt parameter in a parameter
  await cloud.openapi.logistics.batchGetOrder({ orderList: [{ orderId: '1', deliverId: 'SF' }] })
  await cloud.openapi.logistics.batchGetOrder({ order_list: [{ order_id: '1', delivery_id: 'SF' }] })
}

export function paramsAreTypedByTheRegistry(): void {
  camelCase satisfies Params<'logistics.bindAccount'>
  snakeCase satisfies WireParams<'logistics.bindAccount'>
  // @ts-expect-error WeChat's names are not ours
  snakeCase satisfies Params<'logistics.bindAccount'>
  // @ts-expect-error our names are not WeChat's
  camelCase satisfies WireParams<'logistics.bindAccount'>
}
