import { once } from 'node:events'
import { createServer } from 'node:http'
import type WxServerSdk from 'wx-server-sdk'
import {
  type ApiName,
  apiNames,
  apis,
  type CloudApiName,
  type CloudOpenApi,
  type OpenApi,
} from '../cloudfunctions/openapi/apis'
import { createOpenApi } from '../cloudfunctions/openapi/createOpenApi'
import { readProperty } from '../cloudfunctions/openapi/errors/readProperty'
import { toWireParams } from '../cloudfunctions/openapi/params/toWireParams'
import { createLocalWeChat, type LocalWeChat } from '../scripts/emulator/createLocalWeChat'
import { encodeCloudCallResponse } from '../scripts/emulator/routes/gateway/commApi'
import { callOf } from './helpers/callOf'
import { controlOf } from './helpers/controlOf'
import { lookLikeACloudFunction } from './helpers/lookLikeACloudFunction'
import { order } from './helpers/order'
import { portOf } from './helpers/portOf'
import { sample } from './helpers/withLocalWeChat'

const WAYBILL = { orderId: '01234567890123456789', deliveryId: 'SF', waybillId: '123456789' }
const APP = { appid: 'wx0000000000000000', secret: 'local-secret' }

/** Calls that succeed or that WeChat refuses (default: the example of the API). If `bound` is true, an account is bound before the call. */
const calls: Partial<Record<CloudApiName, { bound: boolean; params?: object }[]>> = {
  'logistics.bindAccount': [
    { bound: false, params: sample },
    { bound: false, params: { ...sample, remarkContent: '电话：10086 联系人：张三 "\\\n' } },
    { bound: false, params: { type: 'bind', biz_id: '123456', delivery_id: 'JDL', remark_content: '' } },
    { bound: false, params: { ...sample, deliveryId: 'EMS', remarkContent: '电话：10086' } },
    { bound: false, params: { ...sample, password: 'wrong-password' } },
    { bound: true, params: sample },
    { bound: true, params: { type: 'unbind', bizId: '123456', deliveryId: 'YUNDA' } },
    { bound: false, params: { type: 'unbind', bizId: '客户', deliveryId: 'YUNDA' } },
  ],
  'logistics.getAllAccount': [{ bound: false }, { bound: true }, { bound: true, params: {} }],
  'logistics.getAllDelivery': [{ bound: false }],
  'logistics.getQuota': [
    { bound: true, params: { deliveryId: 'YUNDA', bizId: '123456' } },
    { bound: false, params: { deliveryId: 'YUNDA', bizId: '客户' } },
  ],
  'logistics.addOrder': [{ bound: true, params: order }],
  'logistics.getOrder': [{ bound: false, params: { ...WAYBILL, printType: 1 } }],
  'logistics.batchGetOrder': [{ bound: false, params: { orderList: [WAYBILL] } }],
  'logistics.cancelOrder': [{ bound: false, params: WAYBILL }],
  'logistics.getPath': [{ bound: false, params: WAYBILL }],
  'logistics.getPrinter': [{ bound: false }],
  'logistics.updatePrinter': [
    { bound: false, params: { openid: 'oPrinter', updateType: 'bind', tagidList: '123,456' } },
  ],
}

/** Responses of WeChat that two implementations could read differently. */
const BODIES = [
  '{"errcode":0,"errmsg":"ok"}',
  '{"errmsg":"ok","quota_num":1}',
  '{"errcode":0,"errmsg":"ok","quota_num":0,"delivery_resultcode":0,"delivery_resultmsg":""}',
  '{"quota_num":1,"list":[{"biz_id":"a_b","service_type":[{"service_name":"标准"}]},[[{"a_b":null}]],7,null]}',
  '{"quota_num":1,"line_1":"x","SF_bagAddr":"y","_private":1,"a__b":2,"c_":3,"D_E":4}',
  '{"quota_num":1,"quotaNum":2}',
  '{"quotaNum":2,"quota_num":1}',
  '{"quota_num":1,"err_code":7,"err_msg":"seven","errCode":8}',
  '{"quota_num":-1.5e-3,"empty":{},"none":[],"yes":true}',
  '{"errcode":40097,"errmsg":"invalid args rid: 65a0-0b1c-4f50","quota_num":1}',
  '{"errcode":-1,"errmsg":"system error"}',
  '{"errcode":9300501,"errmsg":"delivery logic fail","delivery_resultcode":10002,"delivery_resultmsg":"客户密码不正确"}',
]

/** Returns the result or the error of a call, without the id that each request has. */
async function ending(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call
  } catch (error) {
    const errMsg = String(readProperty(error, 'errMsg')).replace(/rid: .*/, 'rid: ...')
    return { thrown: true, errCode: readProperty(error, 'errCode'), errMsg }
  }
}

function isInCloud(name: ApiName): name is CloudApiName {
  return apis[name].cloud
}

/** Loads the unmodified SDK, which reads the gateway's address only once. */
function cloudAt(gatewayUrl: string, ticket?: string): CloudOpenApi {
  lookLikeACloudFunction(gatewayUrl, ticket)
  let openapi: CloudOpenApi | undefined
  jest.isolateModules(() => {
    const cloud = jest.requireActual<typeof WxServerSdk>('wx-server-sdk')
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
    openapi = cloud.openapi
  })
  if (!openapi) throw new Error('no SDK')
  return openapi
}

describe('a cloud call and an HTTPS call', () => {
  let wechat: LocalWeChat
  let channels: { cloud: CloudOpenApi; https: OpenApi }
  const control = controlOf(() => wechat.url)
  beforeAll(async () => {
    wechat = await createLocalWeChat()
    channels = {
      cloud: cloudAt(`${wechat.url}/admin`, wechat.ticket),
      https: createOpenApi({ ...APP, baseUrl: wechat.url }),
    }
  })
  afterAll(() => wechat.close())

  const everyCall = apiNames()
    .filter(isInCloud)
    .flatMap((name) =>
      (calls[name] ?? [{ bound: true, params: apis[name].example }]).map(({ bound, params }) => ({
        name,
        bound,
        params,
      })),
    )

  it.each(everyCall)(
    'send the same request and return the same result: $name with $params',
    async ({ name, ...call }) => {
      jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 0, 1)) // Otherwise the clock may advance by a second between the two calls.
      const seen = { cloud: {}, https: {} }
      for (const channel of ['cloud', 'https'] as const) {
        await control('POST', 'reset')
        if (call.bound) await channels.cloud.logistics.bindAccount(sample)
        // A function passes the result of toWireParams to the SDK, so the test does so too.
        const params = channel === 'cloud' ? call.params && toWireParams(apis[name], call.params) : call.params
        const end = await ending(callOf(channels[channel], name, params))
        const { body: logged } = await control('GET', 'calls')
        const last = logged.filter((it) => it.channel === channel && it.api === name).at(-1)
        seen[channel] = { end, channel: last?.channel, wireParams: last?.wireParams, errcode: last?.errcode }
      }
      expect(seen.https).toStrictEqual({ ...seen.cloud, channel: 'https' })
      expect(seen.cloud).toMatchObject({
        channel: 'cloud',
        wireParams: expect.any(Object),
        end: { errCode: expect.any(Number) },
      })
    },
  )
})

describe('the SDK and createOpenApi', () => {
  let body = ''
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/admin') !== true) return response.end(body)
    const respData = Buffer.from(body)
    response.setHeader('content-type', 'application/octet-stream')
    return response.end(encodeCloudCallResponse({ respData, contentType: 'application/json', httpCode: 200 }))
  })
  let channels: { cloud: CloudOpenApi; https: OpenApi }
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const port = portOf(server)
    const url = `http://127.0.0.1:${port}`
    channels = { cloud: cloudAt(`${url}/admin`), https: createOpenApi({ getAccessToken: () => 'token', baseUrl: url }) }
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  it.each(BODIES)('return the same result for %s', async (json) => {
    body = json
    const params = { deliveryId: 'YUNDA', bizId: '123456' }

    const end = await ending(channels.https.logistics.getQuota(params))
    expect(end).toStrictEqual(await ending(channels.cloud.logistics.getQuota(params)))
    expect(end).toMatchObject({ errCode: expect.any(Number), errMsg: expect.any(String) })
  })
})
