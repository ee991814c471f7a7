/**
 * Checks with `tsc --noEmit` what compiles: a line below `@ts-expect-error` must not compile. Nothing here runs.
 */
import cloud from 'wx-server-sdk'
import type { Params } from '../../../cloudfunctions/openapi/apis'
import type { OpenApiResult } from '../../../cloudfunctions/openapi/apis/Api'
import { createOpenApi } from '../../../cloudfunctions/openapi/createOpenApi'

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
  // @ts-expect-error a parameter that WeChat does not know
  await openapi.logistics.bindAccount({ ...params, userInfo: {} })
  // @ts-expect-error parameters are missing
  await openapi.logistics.bindAccount()
  // @ts-expect-error snake_case, which is accepted at run time only
  await openapi.logistics.bindAccount({ type: 'bind', biz_id: '123456', delivery_id: 'YUNDA' })
  // @ts-expect-error half camelCase, half snake_case
  await openapi.logistics.bindAccount({ type: 'bind', bizId: '123456', delivery_id: 'YUNDA' })
  // @ts-expect-error a type that is neither bind nor unbind
  await openapi.logistics.bindAccount({ ...params, type: 'rebind' })
  // @ts-expect-error a number instead of a string
  await openapi.logistics.bindAccount({ ...params, bizId: 123456 })
  // @ts-expect-error null instead of a string
  await openapi.logistics.bindAccount({ ...params, password: null })
  await openapi.logistics.bindAccount({ ...params, type: 'unbind', password: 'secret', remarkContent: '电话：1' })

  const { list } = await openapi.logistics.getAllAccount()
  const statusCodes: number[] = list.map(({ statusCode }) => statusCode)
  return [await openapi.logistics.bindAccount(params), { errCode: statusCodes.length, errMsg: '' }]
}

export async function balancesMayBeBigints(): Promise<(number | bigint)[]> {
  const account = { deliveryId: 'YUNDA', bizId: '123456' }
  const openapi = createOpenApi({ getAccessToken: () => 'token' })

  // @ts-expect-error a number is too small for the balance: it may be a bigint
  const left: number = (await openapi.logistics.getQuota(account)).quotaNum
  // @ts-expect-error the same in a list
  const lefts: number[] = (await openapi.logistics.getAllAccount()).list.map(({ quotaNum }) => quotaNum)
  return [left, ...lefts]
}

export async function ordersAreTypedByTheRegistry(): Promise<string[]> {
  const { logistics } = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret' })
  const waybill = { orderId: '1', deliveryId: 'SF', waybillId: '2' }
  const person = { name: '张三', mobile: '18666666666' }
  const order: Params<'logistics.addOrder'> = {
    addSource: 0,
    orderId: '1',
    openid: 'oABC123456',
    deliveryId: 'SF',
    bizId: 'xyz',
    sender: person,
    receiver: person,
    cargo: { count: 1, weight: 5.5, spaceX: 30, spaceY: 20, spaceZ: 20, detailList: [{ name: '抱枕', count: 1 }] },
    insured: { useInsured: 1, insuredValue: 10000 },
    service: { serviceType: 0, serviceName: '标准快递' },
  }

  // @ts-expect-error an unknown source
  await logistics.addOrder({ ...order, addSource: 1 })
  // @ts-expect-error a misspelt parameter of a person
  await logistics.addOrder({ ...order, sender: { nam: '张三', mobile: '18666666666' } })
  // @ts-expect-error a misspelt parameter of the cargo
  await logistics.addOrder({ ...order, cargo: { ...order.cargo, wieght: 5.5 } })
  // @ts-expect-error a string instead of a number
  await logistics.addOrder({ ...order, expectTime: '1557989929' })
  // @ts-expect-error goods without a picture
  await logistics.addOrder({ ...order, shop: { detailList: [{ goodsName: '抱枕' }] } })
  // @ts-expect-error the waybill is missing
  await logistics.cancelOrder({ orderId: '1', deliveryId: 'SF' })
  // @ts-expect-error a misspelt name in a list
  await logistics.batchGetOrder({ orderList: [{ order: '1', deliveryId: 'SF' }] })
  // @ts-expect-error a courier that is not the sandbox's
  await logistics.testUpdateOrder({
    ...waybill,
    bizId: 'test_biz_id',
    actionTime: 1,
    actionType: 100001,
    actionMsg: '揽件',
  })

  const { waybillId, waybillData } = await logistics.addOrder(order)
  const { printHtml, orderStatus } = await logistics.getOrder({ ...waybill, printType: 1 })
  const { orderList } = await logistics.batchGetOrder({ orderList: [{ orderId: '1', deliveryId: 'SF' }] })
  const { deliveryResultcode, deliveryResultmsg } = await logistics.cancelOrder(waybill)
  const { pathItemNum, pathItemList } = await logistics.getPath({ deliveryId: 'SF', waybillId })
  const { openid, tagidList } = await logistics.getPrinter()
  await logistics.updatePrinter({ openid: 'oPrinter', updateType: 'bind', tagidList: '123,456' })
  await logistics.testUpdateOrder({
    ...waybill,
    deliveryId: 'TEST',
    bizId: 'test_biz_id',
    actionTime: 1574850455,
    actionType: 300002,
    actionMsg: '开始派送',
  })
  const numbers: number[] = [
    orderStatus,
    deliveryResultcode,
    pathItemNum,
    ...orderList.map(({ errcode }) => errcode),
    ...pathItemList.map(({ actionType }) => actionType),
  ]
  return [printHtml, deliveryResultmsg, ...openid, ...tagidList, ...waybillData.map(({ key }) => key), String(numbers)]
}

export async function groupsMayBeNested(): Promise<string | undefined> {
  const { wxa } = createOpenApi({ cloud })
  // @ts-expect-error a misspelt group
  await wxa.sec.orders.getOrder({ transactionId: '42' })
  // @ts-expect-error an API of another family
  await wxa.sec.order.getPath({ deliveryId: 'SF', waybillId: '1' })
  // @ts-expect-error a text instead of 1 or 2
  await wxa.sec.order.uploadShippingInfo({ deliveryMode: 'UNIFIED_DELIVERY' })
  const { order } = await wxa.sec.order.getOrder({ transactionId: '42' })
  return order.shipping.shippingList?.[0]?.trackingNo
}

export function optionsAreEitherASecretOrTokens(): void {
  createOpenApi({ getAccessToken: () => 'token', baseUrl: process.env.WX_API_BASE, timeoutMs: 1000, fetch })
  createOpenApi({ getAccessToken: async (rejected?: string) => `another than ${rejected}` })
  createOpenApi({ cloudRun: true })
  // @ts-expect-error the secret is missing
  createOpenApi({ appid: 'wx0000000000000000' })
  // @ts-expect-error a secret together with getAccessToken
  createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', getAccessToken: () => 'token' })
  // @ts-expect-error a secret together with cloudRun
  createOpenApi({ cloudRun: true, appid: 'wx0000000000000000', secret: 'local-secret' })
  // @ts-expect-error no credentials
  createOpenApi({})
  // @ts-expect-error an unknown option
  createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', rejectUnauthorized: false })
}

export async function cloudIsTheOnlyOption(): Promise<number | bigint> {
  const { logistics } = createOpenApi({ cloud })
  createOpenApi({ cloud: { openapi: {} } })
  // @ts-expect-error an SDK without openapi
  createOpenApi({ cloud: {} })
  // @ts-expect-error no SDK
  createOpenApi({ cloud: undefined })
  // @ts-expect-error the SDK itself
  createOpenApi(cloud)
  // @ts-expect-error a secret together with cloud
  createOpenApi({ cloud, appid: 'wx0000000000000000', secret: 'local-secret' })
  // @ts-expect-error tokens together with cloud
  createOpenApi({ cloud, getAccessToken: () => 'token' })
  // @ts-expect-error a container together with cloud
  createOpenApi({ cloud, cloudRun: true })
  // @ts-expect-error a connection together with cloud
  createOpenApi({ cloud, timeoutMs: 1000 })
  // @ts-expect-error a misspelt parameter
  await logistics.getQuota({ deliveryId: 'YUNDA', bizID: '123456' })

  return (await logistics.getQuota({ deliveryId: 'YUNDA', bizId: '123456' })).quotaNum
}
