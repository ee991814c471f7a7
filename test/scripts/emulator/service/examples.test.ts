import * as v from 'valibot'
import { type ApiName, apiNames, apis } from '../../../../cloudfunctions/openapi/apis'
import { toWireParams } from '../../../../cloudfunctions/openapi/params/toWireParams'
import { exampleOf } from '../../../../scripts/emulator/service/examples'
import { defaultFixtures, withDefaults } from '../../../../scripts/emulator/state/defaultFixtures'
import {
  type FixturesContent,
  fixturesSchema,
  type GivenFixtures,
} from '../../../../scripts/emulator/state/fixturesSchema'
import { type Order, seedOf } from '../../../../scripts/emulator/state/recordsSchema'
import { inBothLanguages } from '../../../helpers/inBothLanguages'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'
import { sampleOrder } from '../state/sampleOrder'

const appid = 'wx0000000000000000'

const ownFixtures: GivenFixtures = {
  miniPrograms: [{ appid, secret: 'local-secret', users: ['oUser'], members: { developer: ['oDeveloper'] } }],
  couriers: [
    { delivery_id: 'SF', delivery_name: '顺丰速运', can_use_cash: 1, cash_biz_id: 'SF_CASH' },
    { delivery_id: 'MINE', delivery_name: '我的快递', can_get_quota: 1 },
  ],
  customers: [
    { delivery_id: 'SF', biz_id: 'shop', password: 'open sesame' },
    { delivery_id: 'MINE', biz_id: 'mine', password: 'open the door' },
    { delivery_id: 'MINE', biz_id: 'free', password: '', needs_password: false },
  ],
}

describe.each([
  ['the built-in fixtures', {}],
  ['fixtures of your own', { fixtures: ownFixtures }],
])('the examples of a local WeChat with %s', (_, options) => {
  const wechat = withLocalWeChat(options)
  const send = async (name: ApiName, deliveryId?: string) => {
    const query = deliveryId === undefined ? '' : `?deliveryId=${deliveryId}`
    const { body: example } = await wechat.control('GET', `examples/${name}${query}`)
    const { verb, path } = apis[name].https
    const wireParams = JSON.stringify(toWireParams(apis[name], Object(example.params)))
    const url = `${path}?access_token=${await wechat.token()}`
    const response = await wechat.https(verb, url, verb === 'GET' ? undefined : wireParams)
    return { errcode: 0, ...Object(response), note: example.note }
  }

  it('succeed for every API, sent in the order of the registry', async () => {
    for (const name of apiNames()) {
      if (name === 'logistics.testUpdateOrder')
        expect(await send('logistics.addOrder', 'TEST')).toMatchObject({ errcode: 0 })
      // What the buyer and the courier do.
      if (name.startsWith('wxa.sec.order.upload')) await wechat.control('POST', 'payments', { paid_amount: 100 })
      if (name === 'openMsg.traceWaybill') {
        await send('logistics.addOrder')
        const { delivery_id, order_id } = Object((await wechat.control('GET', 'state')).body.orders.at(-1))
        await wechat.control('POST', 'orders', { delivery_id, order_id, action_type: 100001 })
      }
      expect([name, await send(name)]).toMatchObject([name, { errcode: 0, note: undefined }])
    }
  })

  it('succeed when they are sent again and again, or name the errcode if nothing is left to bind', async () => {
    for (let round = 0; round < 4; round++) {
      for (const name of ['logistics.bindAccount', 'logistics.addOrder', 'logistics.cancelOrder'] as const) {
        const { errcode, note } = await send(name)
        expect([round, name, errcode, note?.en ?? '']).toEqual([
          round,
          name,
          ...(note && name === 'logistics.bindAccount'
            ? [9300529, 'All customers are bound or under review already: this bind returns 9300529.']
            : [0, '']),
        ])
      }
    }
  })

  it('place an order with the account that they bind', async () => {
    const params = async (name: ApiName) => (await wechat.control('GET', `examples/${name}`)).body.params
    const { deliveryId, bizId } = await params('logistics.bindAccount')
    expect(await params('logistics.addOrder')).toMatchObject({ deliveryId: 'TEST', bizId: 'test_biz_id' })
    await send('logistics.bindAccount')
    expect(await params('logistics.addOrder')).toMatchObject({ deliveryId, bizId, orderId: 'example-1' })
    await send('logistics.addOrder')
    expect(await params('logistics.addOrder')).toMatchObject({ deliveryId, bizId, orderId: 'example-2' })
    expect(await params('logistics.getOrder')).toMatchObject({ deliveryId, orderId: 'example-1' })
  })
})

it('has an example for the sandbox if the fixtures have switches of it', () => {
  const couriers = [{ delivery_id: 'TEST', delivery_name: '', cancels_moved: true }]
  expect(
    exampleOf('logistics.addOrder', withDefaults(v.parse(fixturesSchema, { couriers })), undefined, 'TEST'),
  ).toEqual(exampleOf('logistics.addOrder', defaultFixtures(), undefined, 'TEST'))
})

describe('GET /emulator/examples/API', () => {
  const wechat = withLocalWeChat()

  it('says which API, courier or parameter does not exist', async () => {
    const couriers = defaultFixtures().couriers.map((it) => it.delivery_id)
    expect(await wechat.control('GET', 'examples/bindAccount')).toEqual({
      status: 404,
      body: { errcode: 404, ...inBothLanguages(`there is no API bindAccount (APIs: ${apiNames().join(', ')})`) },
    })
    expect(await wechat.control('GET', 'examples/logistics.addOrder?deliveryId=JD')).toEqual({
      status: 200,
      body: {
        note: {
          en: `The fixtures have no courier JD. They have ${[...couriers, 'TEST'].join(', ')}.`,
          zh: `初始数据里没有快递公司 JD，现有：${[...couriers, 'TEST'].join('、')}。`,
        },
      },
    })
    expect(await wechat.control('GET', 'examples/logistics.addOrder?courier=SF')).toMatchObject({ status: 400 })
  })
})

describe('exampleOf', () => {
  const fixtures = defaultFixtures()
  const bound = (delivery_id: string, status_code: 0 | 1 = 0, of = appid) =>
    seedOf(
      {
        accounts: [
          {
            appid: of,
            delivery_id,
            biz_id: '123456',
            status_code,
            alias: '',
            remark_wrong_msg: '',
            remark_content: '',
          },
        ],
      },
      appid,
    )
  const noCustomer = (at: string, of: string) => ({
    en: `The fixtures have no customer${at}: add one to customers.`,
    zh: `初始数据里没有${of}客户，请在 customers 中添加。`,
  })
  const MEMBERS_ONLY = {
    en: 'TEST needs no binding and accepts members only: use it in addOrder, with an openid of members in the fixtures.',
    zh: 'TEST 无需绑定，只对小程序成员开放：请在 addOrder 中使用，openid 须列在初始数据的 members 里。',
  }

  it('returns a bind with the password that the customer needs', () => {
    expect(exampleOf('logistics.bindAccount', fixtures)).toEqual({
      params: { type: 'bind', deliveryId: 'YTO', bizId: '123456', password: '123456789123456789' },
    })
    expect(exampleOf('logistics.bindAccount', fixtures, undefined, 'JDL')).toEqual({
      params: { type: 'bind', deliveryId: 'JDL', bizId: '123456' },
    })
  })

  it('returns a bind with a remark for a courier that reviews', () => {
    expect(exampleOf('logistics.bindAccount', fixtures, undefined, 'EMS')).toEqual({
      params: {
        type: 'bind',
        deliveryId: 'EMS',
        bizId: '123456',
        remarkContent: '电话：13800000000 联系人：张三 服务类型：标准快递 发货地址：广东省广州市海珠区新港中路 397 号',
      },
    })
  })

  it('binds the next customer if the first is bound', () => {
    expect(exampleOf('logistics.bindAccount', fixtures, bound('YTO'))).toEqual({
      params: { type: 'bind', deliveryId: 'ZTO', bizId: '123456', password: '123456789123456789' },
    })
  })

  it.each([
    ['YTO', 0, 9300529],
    ['EMS', 1, 9300532],
  ] as const)(
    'undoes nothing if all are bound, and says what a bind returns then: %s',
    (deliveryId, status, errcode) => {
      const { params } = exampleOf('logistics.bindAccount', fixtures, undefined, deliveryId)
      expect(exampleOf('logistics.bindAccount', fixtures, bound(deliveryId, status), deliveryId)).toEqual({
        params,
        note: {
          en: `All customers are bound or under review already: this bind returns ${errcode}.`,
          zh: `客户均已绑定或在审核中，此次绑定会返回 ${errcode}。`,
        },
      })
    },
  )

  it('ignores accounts of other mini programs', () => {
    const records = bound('YTO', 0, 'wx1')
    expect(exampleOf('logistics.bindAccount', fixtures, records)).toEqual(exampleOf('logistics.bindAccount', fixtures))
    expect(exampleOf('logistics.addOrder', fixtures, records)).toMatchObject({ params: { deliveryId: 'TEST' } })
    expect(exampleOf('logistics.addOrder', fixtures, records, 'YTO')).toEqual({
      note: {
        en: 'No suitable account at YTO is bound yet: send the example of bindAccount first.',
        zh: '还没有绑定合适的 YTO 账号：请先发送 bindAccount 的示例。',
      },
    })
  })

  it('places an order with the given courier and one of its services', () => {
    expect(exampleOf('logistics.addOrder', fixtures, bound('EMS'), 'EMS')).toMatchObject({
      params: { deliveryId: 'EMS', bizId: '123456', service: { serviceType: 6, serviceName: '标准快递' } },
    })
    expect(exampleOf('logistics.addOrder', fixtures, undefined, 'TEST')).toMatchObject({
      params: { bizId: 'test_biz_id', openid: 'oAdmin', service: { serviceType: 1, serviceName: 'test_service_name' } },
    })
  })

  it('pays in cash or uses the sandbox if the fixtures have no customer', () => {
    const members = { admin: ['oAdmin'] }
    const none = withDefaults({ miniPrograms: [{ appid, secret: 's', members }], customers: [] })
    expect(exampleOf('logistics.addOrder', none, undefined, 'SF')).toMatchObject({ params: { bizId: 'SF_CASH' } })
    expect(exampleOf('logistics.addOrder', none)).toMatchObject({ params: { deliveryId: 'TEST' } })
  })

  it('says that the sandbox needs a member if the mini program has none', () => {
    const none = withDefaults({ miniPrograms: [{ appid, secret: 's' }] })
    expect(exampleOf('logistics.addOrder', none, undefined, 'TEST')).toEqual({ note: MEMBERS_ONLY })
    expect(exampleOf('logistics.bindAccount', fixtures, undefined, 'TEST')).toEqual({ note: MEMBERS_ONLY })
  })

  it("is the API's own for the built-in fixtures without records", () => {
    const names = [
      'logistics.bindAccount',
      'logistics.getQuota',
      'logistics.addOrder',
      'logistics.updatePrinter',
    ] as const
    for (const name of names) expect(exampleOf(name, fixtures)).toEqual({ params: apis[name].example })
  })

  it('uses the account of the example of bindAccount if there are no records', () => {
    expect(exampleOf('logistics.addOrder', fixtures)).toMatchObject({
      params: { deliveryId: 'YTO', orderId: 'example-1' },
    })
    expect(exampleOf('logistics.getQuota', fixtures)).toEqual({ params: { deliveryId: 'YTO', bizId: '123456' } })
  })

  it('places an order with an account that has an e-waybill left, and says so if none has', () => {
    const accounts = ['YTO', 'ZTO'].flatMap((it) => bound(it).accounts)
    const usedUp = (...couriers: string[]) => {
      const quotas = couriers.map((delivery_id) => ({ delivery_id, biz_id: '123456', used: 100, update_time: 1 }))
      return { ...bound('YTO'), accounts, quotas }
    }
    expect(exampleOf('logistics.addOrder', fixtures, usedUp('YTO'))).toMatchObject({ params: { deliveryId: 'ZTO' } })
    expect(exampleOf('logistics.addOrder', fixtures, usedUp('YTO', 'ZTO'), 'YTO')).toEqual({
      note: {
        en: 'YTO 123456 has no e-waybill left: raise its quota_num in customers.',
        zh: 'YTO 123456 的电子面单已用完：请在初始数据 customers 中调大它的 quota_num。',
      },
    })
    expect(exampleOf('logistics.getQuota', fixtures, usedUp('YTO'))).toMatchObject({ params: { deliveryId: 'YTO' } })
  })

  it('proposes no order in the sandbox when its orders of today are placed', () => {
    const placed = (count: number, daysAgo = 0, of = appid) =>
      Array.from({ length: count }, (_, at) =>
        sampleOrder(`${daysAgo}-${of}-${at}`, {
          appid: of,
          delivery_id: 'TEST',
          create_time: Math.floor(Date.now() / 1000) - daysAgo * 24 * 3600,
        }),
      )
    const records = (orders: Order[]) => ({ ...seedOf({}, appid), orders })
    const inSandbox = { params: { deliveryId: 'TEST', bizId: 'test_biz_id' } }
    const others = [...placed(10, 1), ...placed(10, 0, 'wx1')]

    expect(exampleOf('logistics.addOrder', fixtures, records([...others, ...placed(9)]))).toMatchObject(inSandbox)
    expect(exampleOf('logistics.addOrder', fixtures, records([...others, ...placed(9)]), 'TEST')).toMatchObject(
      inSandbox,
    )
    expect(exampleOf('logistics.addOrder', fixtures, records(placed(10)))).toEqual({
      note: {
        en: 'No suitable account is bound yet: send the example of bindAccount first.',
        zh: '还没有绑定合适的账号：请先发送 bindAccount 的示例。',
      },
    })
    expect(exampleOf('logistics.addOrder', fixtures, records(placed(10)), 'TEST')).toEqual({
      note: {
        en: 'The sandbox (TEST) accepts ten orders a day, which have been placed: use another courier, or reset the records.',
        zh: '沙盒（TEST）每天最多十单，今天已下满：请换一家快递公司，或重置运行数据。',
      },
    })
  })

  it('says that an order must be placed first', () => {
    expect(exampleOf('logistics.getPath', fixtures)).toEqual({
      note: {
        en: 'There is no such order yet. Send the example of addOrder first.',
        zh: '还没有这样的订单，请先发送 addOrder 的示例。',
      },
    })
  })

  it.each([
    ['logistics.bindAccount', 'MINE', noCustomer(' at MINE', ' MINE ')],
    ['logistics.addOrder', 'MINE', noCustomer(' at MINE', ' MINE ')],
    ['logistics.bindAccount', undefined, noCustomer('', '')],
    ['logistics.getQuota', 'MINE', noCustomer(' at MINE', ' MINE ')],
  ] as const)('has no example of %s for %s without a customer', (api, deliveryId, note) => {
    const mine = {
      delivery_id: 'MINE',
      delivery_name: '我的快递',
      can_use_cash: 0,
      can_get_quota: 0,
      cash_biz_id: '',
    } as const
    const none: FixturesContent = { ...fixtures, couriers: [{ ...mine, service_type: [] }], customers: [] }
    expect(exampleOf(api, none, undefined, deliveryId)).toEqual({ note })
  })
})
