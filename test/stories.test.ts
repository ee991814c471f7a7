import { cpSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import * as v from 'valibot'
import { addOrder as api } from '../cloudfunctions/openapi/apis/logistics/addOrder'
import { createOpenApi } from '../cloudfunctions/openapi/createOpenApi'
import { toCamelCase } from '../cloudfunctions/openapi/names/convertCase'
import { BUNDLED } from './helpers/bundleStory'
import { returnedIn } from './helpers/callFunction'
import { order } from './helpers/order'
import { rejectionOf } from './helpers/rejectionOf'
import { temporaryFolder } from './helpers/temporaryFolder'
import { sample, withLocalWeChat } from './helpers/withLocalWeChat'
import { pageOf } from './scripts/emulator/service/pageOf'

const APP = { appid: 'wx0000000000000000', secret: 'local-secret' }
const customer = { biz_id: '123456', password: '123456789123456789' }

/**
 * A team's own functions: one receives pushes and requests the path, the other calls an API that is available over
 * HTTPS only.
 */
const sdk = JSON.stringify(require.resolve('wx-server-sdk'))
const ownFunctions = {
  'functions/receive/index.js': `
    const cloud = require(${sdk})
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
    exports.main = async ({ Event, DeliveryID, WayBillId, OrderId, Count, Actions, errcode, delivery_id, biz_id }) => {
      if (Event === 'update_business_bind_result') return [Event, errcode, delivery_id, biz_id].join(' ')
      const path = await cloud.openapi.logistics.getPath({ deliveryId: DeliveryID, waybillId: WayBillId })
      return [Event, OrderId, Count, Actions.at(-1).ActionMsg, path.pathItemList.at(-1).actionMsg].join(' ')
    }`,
  'functions/receive/config.json': '{ "permissions": { "openapi": ["logistics.getPath"] } }',
  'functions/testUpdateOrder/index.js': `
    const cloud = require(${sdk})
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
    exports.main = (event) => cloud.openapi.logistics.testUpdateOrder(event).catch((err) => err)`,
  'functions/testUpdateOrder/config.json': '{ "permissions": { "openapi": ["logistics.testUpdateOrder"] } }',
}
const fixtures = {
  miniPrograms: [{ ...APP, members: { admin: ['oAdmin'], developer: ['oDeveloper'] } }],
  customers: [
    { ...customer, delivery_id: 'SF' },
    { ...customer, delivery_id: 'YUNDA', quota_num: 2 },
    { ...customer, delivery_id: 'EMS', needs_password: false, needs_review: true },
  ],
  pushes: [
    { Event: 'add_express_path', function: 'receive' },
    { Event: 'update_business_bind_result', function: 'receive' },
  ],
}

const lines: string[] = []
const folder = temporaryFolder('shared')
const wechat = withLocalWeChat(() => {
  folder.write(ownFunctions)
  cpSync(BUNDLED, folder.path('functions'), { recursive: true })
  writeFileSync(folder.path('local-wechat.json'), JSON.stringify(fixtures))
  return {
    functions: folder.path('functions'),
    fixtures: folder.path('local-wechat.json'),
    timeLimitMs: 20_000,
    env: { ADMIN_OPENIDS: 'oAdmin' },
    log: (line) => lines.push(line),
  }
})
beforeEach(() => lines.splice(0))

const call = async (name: string, event: object) => returnedIn(await wechat.callFunction(name, event, 'oAdmin')).result
const done = (name: string, data: object = {}) => ({ errCode: 0, errMsg: `openapi.logistics.${name}:ok`, ...data })
/** What addOrder returns beside the waybill since 2023. */
const accepted = { isCorrectSender: 0, isCorrectReceiver: 0, deliveryResultcode: 0, deliveryResultmsg: 'success' }
const failed = (name: string, errCode: number, problem: string) => ({
  errCode,
  errMsg: expect.stringMatching(
    new RegExp(`^openapi\\.logistics\\.${name}:fail ${problem} rid: [0-9a-f]{8}(-[0-9a-f]{8}){2}$`),
  ),
})

/** The ids in the response to a placed order. */
const placed = v.object({ orderId: v.string(), waybillId: v.string() })
const place = async (event: object) => v.parse(placed, await call('addOrder', event))

/** Waits for a number of pushes, and returns what the function returned for each. */
async function delivered(count: number): Promise<(string | undefined)[]> {
  for (;;) {
    const { body } = await wechat.control('GET', 'calls')
    const pushes = body.filter(({ channel }) => channel === 'push')
    if (pushes.length >= count) return pushes.map(({ note }) => note?.en)
    await wait(20)
  }
}

/** Returns the log entries of the functions for an API. */
const loggedBy = (api: string) =>
  lines.flatMap((line) => {
    const json = /\{"api":.*\}$/.exec(line)?.[0]
    return json?.startsWith(`{"api":"${api}"`) ? [JSON.parse(json)] : []
  })

const yundaOrder = {
  ...order,
  deliveryId: 'YUNDA',
  bizId: '123456',
  service: { serviceType: 0, serviceName: '标准快件' },
}
const pickupTime = Math.floor(Date.now() / 1000) + 3600

describe.each([
  { courier: 'SF, with a pickup time', parcel: { ...order, bizId: '123456', expectTime: pickupTime }, left: [0] },
  { courier: 'a franchise courier', parcel: yundaOrder, left: [2, 1] },
])('an order with $courier', ({ parcel, left }) => {
  const { deliveryId, bizId } = parcel

  it('is refused, placed after a bind, printed, followed along three steps, and can then no longer be cancelled', async () => {
    expect(await call('addOrder', parcel)).toStrictEqual(failed('addOrder', 9300525, 'biz id not bind'))
    expect(await call('bindAccount', { ...sample, deliveryId })).toStrictEqual(done('bindAccount'))
    const quotaBefore = await call('getAllAccount', {})
    const answer = await call('addOrder', parcel)
    const { orderId, waybillId } = v.parse(placed, answer)
    expect([quotaBefore, await call('getAllAccount', {})]).toMatchObject(
      [left[0], left.at(-1)].map((quotaNum) => ({ list: [{ deliveryId, bizId, statusCode: 0, quotaNum }] })),
    )

    const waybillData = Object(answer).waybillData
    const ids = { orderId, deliveryId, waybillId }
    const printed = await call('getOrder', ids)
    expect(printed).toStrictEqual(
      done('getOrder', { ...ids, waybillData, orderStatus: 0, printHtml: expect.any(String) }),
    )
    const page = pageOf({ print_html: Object(printed).printHtml })
    expect(page).toMatch(/^<!DOCTYPE html>\n<html /)
    expect(page).toContain(`<h1>${waybillId}</h1>`)
    expect(page).toContain('王小蒙 18610000000')

    const steps = [
      { action_time: 1533052800, action_type: 100001, action_msg: '揽件成功' },
      { action_time: 1533062800, action_type: 200001, action_msg: '到达广州集包地' },
      { action_time: 1533072800, action_type: 300002, action_msg: '开始派送' },
    ]
    for (const [at, step] of steps.entries()) {
      await wechat.control('POST', 'orders', { delivery_id: deliveryId, waybill_id: waybillId, ...step })
      await delivered(at + 1)
    }
    expect(await delivered(3)).toEqual(
      steps.map(({ action_msg }, at) => `answered "add_express_path ${orderId} ${at + 1} ${action_msg} ${action_msg}"`),
    )
    expect(await call('getPath', { deliveryId, waybillId })).toStrictEqual(
      done('getPath', {
        openid: 'oABC123456',
        deliveryId,
        waybillId,
        pathItemNum: 3,
        pathItemList: toCamelCase(steps),
      }),
    )
    expect(await call('cancelOrder', ids)).toStrictEqual(
      failed('cancelOrder', 9300506, 'waybill path exists, cannot cancel'),
    )
    expect(await call('getOrder', ids)).toMatchObject({ orderStatus: 0 })
  })

  it('can be cancelled once before the courier collects it', async () => {
    await call('bindAccount', { ...sample, deliveryId })
    const ids = { deliveryId, ...(await place(parcel)) }

    expect(await call('cancelOrder', { ...ids, openid: 'oABC123456' })).toStrictEqual(
      done('cancelOrder', { deliveryResultcode: 0, deliveryResultmsg: '' }),
    )
    expect(await call('cancelOrder', ids)).toStrictEqual(failed('cancelOrder', 9300524, 'cancel order fail'))
    expect(await call('getOrder', ids)).toMatchObject({ orderStatus: 1 })
    expect(await call('getPath', ids)).toMatchObject({ pathItemNum: 0, pathItemList: [] })
  })
})

describe('the sandbox', () => {
  const sandbox = { deliveryId: 'TEST', bizId: 'test_biz_id' } as const
  const parcel = (orderId: string) => ({
    ...order,
    ...sandbox,
    orderId,
    openid: 'oDeveloper',
    service: { serviceType: 1, serviceName: 'test_service_name' },
  })

  it('accepts ten orders a day from a member', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(1574836404_000) // Otherwise the day may change during the test.

    expect(await call('addOrder', { ...parcel('0'), openid: 'oABC123456' })).toStrictEqual(
      failed('addOrder', 930559, 'invaild openid'),
    )
    for (let at = 1; at <= 10; at++) {
      expect(await call('addOrder', parcel(`test${at}`))).toStrictEqual(
        done('addOrder', {
          orderId: `test${at}`,
          waybillId: `test${at}_1574836404_waybill_id`,
          waybillData: [{ key: 'TEST_mark', value: expect.stringMatching(/^\d{3}-\d{3}-\d{3}$/) }],
          ...accepted,
        }),
      )
    }
    expect(await call('addOrder', parcel('test11'))).toStrictEqual(failed('addOrder', 930564, 'quota run out'))

    jest.spyOn(Date, 'now').mockReturnValue(1574836404_000 + 24 * 3600_000)
    expect(await call('addOrder', parcel('test11'))).toMatchObject({ errCode: 0 })
  })

  it('moves its orders over HTTPS, not by a cloud call, and pushes each step', async () => {
    const openapi = createOpenApi({ ...APP, baseUrl: wechat.url() })
    const { waybillId } = await place(parcel('test1'))
    const step = { actionTime: 1574850455, actionType: 300002, actionMsg: '开始派送' } as const
    const move = { ...sandbox, orderId: 'test1', waybillId, ...step }

    expect(await call('testUpdateOrder', move)).toStrictEqual({
      errCode: -604100,
      errMsg: 'system error: error code: -604100',
    })
    expect(await call('getPath', { deliveryId: 'TEST', waybillId })).toMatchObject({ pathItemNum: 0 })

    expect(await openapi.logistics.testUpdateOrder(move)).toStrictEqual(done('testUpdateOrder'))
    expect(await delivered(1)).toEqual(['answered "add_express_path test1 1 开始派送 开始派送"'])
    expect(await call('getPath', { deliveryId: 'TEST', waybillId })).toStrictEqual(
      done('getPath', { openid: 'oDeveloper', deliveryId: 'TEST', waybillId, pathItemNum: 1, pathItemList: [step] }),
    )
  })
})

describe('an account without e-waybills', () => {
  const used = (count: number) => ({ delivery_id: 'YUNDA', biz_id: '123456', used: count, update_time: 1 })
  const noWaybillsLeft = { accounts: [{ delivery_id: 'YUNDA', biz_id: '123456' }], quotas: [used(2)] }
  beforeEach(() => wechat.control('PUT', 'state', noWaybillsLeft))

  it('cannot place an order, and gets the reason over HTTPS', async () => {
    const openapi = createOpenApi({ ...APP, baseUrl: wechat.url() })
    const thrown = await rejectionOf(openapi.logistics.addOrder(yundaOrder))

    expect({ ...thrown }).toMatchObject({
      ...failed('addOrder', 9300501, 'delivery logic fail'),
      deliveryResultcode: 20007,
      deliveryResultmsg: '抱歉, 您没有足够的单号了,请尽快联系网点申购,面单类型:普通',
    })
    expect(thrown.toJSON()).toStrictEqual(failed('addOrder', 9300501, 'delivery logic fail'))
    expect((await wechat.control('GET', 'state')).body).toMatchObject({ orders: [], quotas: [used(2)] })
  })

  it("gets the courier's refusal from a function, whose log says where to read the reason", async () => {
    expect(await call('addOrder', yundaOrder)).toStrictEqual(failed('addOrder', 9300501, 'delivery logic fail'))
    expect(loggedBy('logistics.addOrder')).toStrictEqual([
      {
        api: 'logistics.addOrder',
        orderId: order.orderId,
        deliveryId: 'YUNDA',
        bizId: '...3456',
        caller: 'oAdmin',
        ...failed('addOrder', 9300501, 'delivery logic fail'),
        ms: expect.any(Number),
        requestId: expect.any(String),
        rid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{8}){2}$/),
        cause: api.codes[9300501].cause,
        next: api.codes[9300501].next,
      },
    ])
  })

  it('can place the same order once e-waybills are available', async () => {
    await call('addOrder', yundaOrder)
    await wechat.control('PUT', 'state', { ...noWaybillsLeft, quotas: [used(1)] })

    expect(await place(yundaOrder)).toMatchObject({ orderId: order.orderId })
    expect(await call('getQuota', { deliveryId: 'YUNDA', bizId: '123456' })).toStrictEqual(
      done('getQuota', { quotaNum: 0 }),
    )
  })
})

describe('an account that EMS reviews', () => {
  const account = { deliveryId: 'EMS', bizId: '123456' }
  const bind = { type: 'bind', ...account, remarkContent: '电话：10086 联系人：张三 服务类型：标准快递 发货地址：广州' }
  const parcel = { ...order, ...account, service: { serviceType: 6, serviceName: '标准快递' } }
  const review = { delivery_id: 'EMS', biz_id: '123456' }
  const status = async () => Object(await call('getAllAccount', {})).list

  it('is under review, then approved, pushed and bound, and can place orders', async () => {
    const underReview = failed('bindAccount', 9300532, 'bind request submitted, under review')
    expect(await call('bindAccount', bind)).toStrictEqual(underReview)
    expect(await call('bindAccount', bind)).toStrictEqual(underReview)
    expect(await status()).toMatchObject([{ ...account, statusCode: 1 }])
    expect(await call('addOrder', parcel)).toStrictEqual(failed('addOrder', 9300525, 'biz id not bind'))

    await wechat.control('POST', 'reviews', { ...review, approved: true })

    expect(await delivered(1)).toEqual(['answered "update_business_bind_result 0 EMS 123456"'])
    expect(await status()).toMatchObject([{ ...account, statusCode: 0, remarkWrongMsg: '' }])
    expect(await call('bindAccount', bind)).toStrictEqual(failed('bindAccount', 9300529, 'biz_id already bind'))
    expect(await call('addOrder', parcel)).toStrictEqual(
      done('addOrder', {
        orderId: order.orderId,
        waybillId: expect.stringMatching(/^\d{13}$/),
        waybillData: [],
        ...accepted,
      }),
    )
  })

  it('can be bound again after it was refused', async () => {
    await call('bindAccount', bind)
    await wechat.control('POST', 'reviews', { ...review, approved: false, reason: '地址不详' })

    expect(await delivered(1)).toEqual(['answered "update_business_bind_result 9300531 EMS 123456"'])
    expect(await status()).toMatchObject([{ ...account, statusCode: 2, remarkWrongMsg: '地址不详' }])
    expect(await call('bindAccount', bind)).toMatchObject({ errCode: 9300532 })
    expect(await status()).toMatchObject([{ ...account, statusCode: 1, remarkWrongMsg: '' }])
  })
})
