import { sampleAccount } from '../../../state/sampleAccount'
import { sampleOrder } from '../../../state/sampleOrder'
import { sampleParcel } from '../../sampleParcel'
import { refused, withBehaviours } from '../withBehaviours'

const wechat = withBehaviours()
const add = (parcel: object = {}, caller?: string) => wechat.call('addOrder', { ...sampleParcel, ...parcel }, caller)

const WAYBILL = {
  order_id: '01234567890123456789',
  waybill_id: '6512261150430',
  waybill_data: [
    { key: 'YUNDA_bagAddr', value: '广州' },
    { key: 'YUNDA_mark', value: '651-226-115' },
  ],
}
const SUCCESS = {
  errcode: 0,
  errmsg: 'ok',
  delivery_resultcode: 0,
  delivery_resultmsg: 'success',
  is_correct_sender: 0,
  is_correct_receiver: 0,
}
const YUNDA = { ...SUCCESS, ...WAYBILL }

beforeEach(() => {
  wechat.seed({
    accounts: ['YUNDA', 'SF', 'ZTO', 'EMS', 'JDL', 'YTO'].map((it) => sampleAccount('123456', { delivery_id: it })),
  })
})

describe('logistics.addOrder', () => {
  it("places the sample of WeChat's documentation, and returns its waybill", () => {
    expect(add()).toEqual(YUNDA)
    expect(wechat.logged).toEqual([])
  })

  it('stores the order', () => {
    jest.useFakeTimers({ now: 1_600_000_000_500 })
    add({ tagid: 7, expect_time: 0, take_mode: 1 })
    jest.useRealTimers()
    const { sender, receiver, cargo, insured, service } = sampleParcel
    expect(wechat.records().orders.all()).toEqual([
      {
        appid: 'wx0000000000000000',
        ...WAYBILL,
        delivery_id: 'YUNDA',
        biz_id: '123456',
        openid: 'oABC123456',
        add_source: 0,
        wx_appid: '',
        custom_remark: '易碎物品',
        tagid: 7,
        sender,
        receiver,
        cargo,
        shop: { ...sampleParcel.shop, img_url: '', goods_name: '', goods_count: 0 },
        insured,
        service,
        expect_time: 0,
        take_mode: 1,
        order_status: 0,
        create_time: 1_600_000_000,
        path_item_list: [],
      },
    ])
  })

  it.each([
    ['ZTO', '标准快件', /^\d{13}$/, ['ZTO_bagAddr', 'ZTO_mark']],
    ['YTO', '普通快递', /^YT\d{13}$/, ['YTO_bagAddr', 'YTO_mark']],
    ['JDL', '特惠送', /^JDVC\d{11}$/, ['JDL_bagAddr', 'JDL_mark']],
    ['EMS', '标准快递', /^\d{13}$/, []],
  ])(
    'returns a waybill of %s (%s) with the data that the courier prints',
    (delivery_id, service_name, number, keys) => {
      const service = { service_type: delivery_id === 'EMS' ? 6 : 0, service_name }
      expect(add({ delivery_id, service, expect_time: 0 })).toEqual({
        ...SUCCESS,
        order_id: '01234567890123456789',
        waybill_id: expect.stringMatching(number),
        waybill_data: keys.map((key) => ({ key, value: expect.stringMatching(/^(广州|\d{3}-\d{3}-\d{3})$/) })),
      })
    },
  )

  it('returns a different waybill for each order, and the same one for the same order', () => {
    const first = add()
    expect(add({ order_id: 'another' })).not.toMatchObject({ waybill_id: YUNDA.waybill_id })
    wechat.seed({ accounts: [sampleAccount('123456')] })
    expect(add()).toEqual(first)
  })

  it('refuses an order_id that was used before, also with another courier and after a cancellation', () => {
    add()
    expect(add({ delivery_id: 'ZTO' })).toEqual(refused(9300522, 'this orderid is repeated'))
    wechat.call('cancelOrder', { ...sampleParcel, ...YUNDA })
    expect(add()).toEqual(refused(9300522, 'this orderid is repeated'))
  })

  it('accepts an order_id again after a refused order', () => {
    expect(add({ biz_id: 'unbound' })).toEqual(refused(9300525, 'biz id not bind'))
    expect(add()).toEqual(YUNDA)
  })

  it.each([
    ['an unknown courier', { delivery_id: 'JD' }, 9300503, 'Specified delivery id is not registerred'],
    [
      'a service_type that the courier does not offer',
      { service: { service_type: 7, service_name: '标准快件' } },
      9300510,
      'invalid service type',
    ],
    ['an account that is not bound', { biz_id: 'unbound' }, 9300525, 'biz id not bind'],
    ['no openid', { openid: '' }, 40003, 'invalid openid'],
    ['an openid of null', { openid: null }, 40003, 'invalid openid'],
    ['an app without its appid', { add_source: 2 }, 9300536, 'invalid wxa_appid'],
    ['an app with an invalid appid', { add_source: 2, wx_appid: 'app' }, 9300536, 'invalid wxa_appid'],
    ['an unknown add_source', { add_source: 1 }, 930561, 'args error'],
    ['an unknown take_mode', { take_mode: 2 }, 930561, 'args error'],
    ['an unknown use_insured', { insured: { use_insured: 2 } }, 930561, 'args error'],
    ['no sender', { sender: undefined }, 47001, 'data format error'],
    ['a number as order_id', { order_id: 7 }, 47001, 'data format error'],
    ['an empty order_id', { order_id: '' }, 47001, 'data format error'],
    ['a list as delivery_id', { delivery_id: ['YUNDA'] }, 47001, 'data format error'],
    [
      'an infinite weight',
      { cargo: { ...sampleParcel.cargo, weight: Number.POSITIVE_INFINITY } },
      47001,
      'data format error',
    ],
  ])('refuses %s and stores nothing', (_what, parcel, errcode, message) => {
    expect(add(parcel)).toEqual(refused(errcode, message))
    expect(wechat.records().orders.all()).toEqual([])
    expect(wechat.records().quotas.all()).toEqual([])
  })

  it.each([1, 2, 3])('refuses an account with status_code %i', (status_code) => {
    const account = sampleAccount('123456', { status_code: status_code === 1 ? 1 : status_code === 2 ? 2 : 3 })
    wechat.seed({ accounts: [account] })
    expect(add()).toEqual(refused(9300525, 'biz id not bind'))
  })

  it('needs no bound account for cash, only with the courier that offers it', () => {
    wechat.seed({})
    const standard = { service_type: 0, service_name: '标准快递' }
    const sf = { delivery_id: 'SF', biz_id: 'SF_CASH', service: standard, expect_time: 0 }
    expect(add(sf)).toMatchObject({ waybill_id: expect.stringMatching(/^SF/) })
    const large = { service_type: 1, service_name: '大件快递3.60' }
    const db = { order_id: '2', delivery_id: 'DB', biz_id: 'DB_CASH', service: large }
    expect(add(db)).toMatchObject({ order_id: '2' })
    expect(add({ order_id: '3', delivery_id: 'YUNDA', biz_id: 'SF_CASH' })).toEqual(refused(9300525, 'biz id not bind'))
  })

  it('needs no openid for an order from an app', () => {
    expect(add({ add_source: 2, openid: undefined, wx_appid: 'wx1234567890abcdef' })).toEqual(YUNDA)
  })

  it('treats an order without add_source as from a mini program', () => {
    expect(add({ add_source: undefined })).toEqual(YUNDA)
  })

  describe('with users in the fixtures', () => {
    beforeEach(() =>
      wechat.fixtures({
        miniPrograms: [
          { appid: 'wx0000000000000000', secret: 's', users: ['oUser'], members: { admin: ['oAdmin'] } },
          { appid: 'wx1', secret: 's', users: ['oOther'] },
          { appid: 'wx2', secret: 's' },
        ],
      }),
    )

    it.each(['oUser', 'oAdmin'])('accepts an order of %s', (openid) => {
      expect(add({ openid })).toEqual(YUNDA)
    })

    it('refuses an openid that is not a user', () => {
      expect(add({ openid: 'oStranger' })).toEqual(refused(40003, 'invalid openid'))
      expect(wechat.logged).toEqual([
        { en: 'the openid is not in users of the fixtures', zh: 'openid 不在初始数据的 users 中' },
      ])
    })

    it('refuses a user of another mini program, whether or not the mini program lists its users', () => {
      expect(add({ openid: 'oOther' })).toEqual(refused(9300534, 'invalid shop args'))
      expect(add({ openid: 'oOther' }, 'wx2')).toEqual(refused(9300534, 'invalid shop args'))
      expect(wechat.logged[0]).toEqual({
        en: 'the openid is of a user of another mini program',
        zh: 'openid 属于另一个小程序',
      })
    })
  })

  describe('sizes', () => {
    const nameOf = (bytes: number) => '名'.repeat(Math.floor(bytes / 3)) + 'n'.repeat(bytes % 3)
    const goods = sampleParcel.shop.detail_list[0]
    it.each([
      ['order_id', 512, (order_id: string) => ({ order_id })],
      ['custom_remark', 1024, (custom_remark: string) => ({ custom_remark })],
      ['sender.name', 64, (name: string) => ({ sender: { ...sampleParcel.sender, name } })],
      ['sender.tel', 32, (tel: string) => ({ sender: { ...sampleParcel.sender, tel } })],
      ['receiver.post_code', 10, (post_code: string) => ({ receiver: { ...sampleParcel.receiver, post_code } })],
      ['receiver.address', 512, (address: string) => ({ receiver: { ...sampleParcel.receiver, address } })],
      [
        'cargo.detail_list.0.name',
        128,
        (name: string) => ({ cargo: { ...sampleParcel.cargo, detail_list: [{ name, count: 1 }] } }),
      ],
      [
        'shop.goods_name',
        128,
        (goods_name: string) => ({ shop: { img_url: 'https://a.cn/b', goods_name, goods_count: 1 } }),
      ],
    ])('are counted in bytes: %s has %i', (path, bytes, parcel) => {
      expect(add(parcel(nameOf(bytes + 1)))).toEqual(refused(9300526, 'arg size exceed limit'))
      const parameter = path.replace(/\.0/, '[0]')
      expect(wechat.logged).toEqual([
        { en: `parameter.${parameter} is longer than ${bytes} bytes`, zh: `参数 ${parameter} 超过 ${bytes} 字节` },
      ])
      expect(add(parcel(nameOf(bytes)))).toMatchObject({ waybill_id: expect.any(String) })
    })

    it('are not limited for the goods in detail_list', () => {
      expect(add({ shop: { detail_list: [{ ...goods, goods_name: nameOf(1000) }] } })).toEqual(YUNDA)
    })

    it('are reported as exceeded if a picture is missing in detail_list', () => {
      const bare = { goods_name: '抱枕', goods_desc: '' }
      expect(add({ shop: { detail_list: [goods, bare] } })).toEqual(refused(9300526, 'arg size exceed limit'))
      expect(wechat.logged).toEqual([
        {
          en: 'parameter.shop.detail_list[1].goods_img_url is missing',
          zh: '参数 shop.detail_list[1].goods_img_url 缺失',
        },
      ])
    })
  })

  describe('shop', () => {
    const plain = { wxa_path: '', img_url: 'https://a.cn/b', goods_name: '抱枕', goods_count: 1 }
    it.each([plain, { ...plain, detail_list: [] }, { ...plain, detail_list: null }])(
      'can have a single product: %j',
      (shop) => {
        expect(add({ shop })).toEqual(YUNDA)
      },
    )

    it.each([undefined, null])('can be left out of an order from an app only: %s', (shop) => {
      expect(add({ shop })).toEqual(refused(9300535, 'invalid shop args'))
      expect(add({ shop, add_source: 2, wx_appid: 'wx1234567890abcdef' })).toEqual(YUNDA)
    })

    it.each([
      ['no goods', {}, 'parameter.shop.img_url is missing: it is required unless detailList is filled in'],
      [
        'no picture',
        { ...plain, img_url: '' },
        'parameter.shop.img_url is blank: it is required unless detailList is filled in',
      ],
      ['an invalid picture', { ...plain, img_url: 'cloud://a/b.png' }, 'a picture in shop is not an http URL'],
      [
        'no name',
        { ...plain, goods_name: ' ' },
        'parameter.shop.goods_name is blank: it is required unless detailList is filled in',
      ],
      ['a count of 0', { ...plain, goods_count: 0 }, 'parameter.shop.goods_count should be at least 1'],
      [
        'no name in detail_list',
        { detail_list: [{ goods_name: '', goods_img_url: 'https://a.cn/b', goods_desc: '' }] },
        'parameter.shop.detail_list[0].goods_name is blank',
      ],
      [
        'an invalid picture in detail_list',
        { detail_list: [{ goods_name: '抱枕', goods_img_url: '/a.png', goods_desc: '' }] },
        'a picture in shop is not an http URL',
      ],
    ])('is refused with %s', (_what, shop, en) => {
      expect(add({ shop })).toEqual(refused(9300535, 'invalid shop args'))
      expect(wechat.logged).toMatchObject([{ en }])
    })
  })

  describe('the courier', () => {
    const reason = (delivery_resultcode: number, delivery_resultmsg: string) =>
      refused(9300501, 'delivery logic fail', { delivery_resultcode, delivery_resultmsg, waybill_data: {} })

    it.each(['name', 'province', 'city', 'address'])('refuses a sender and a receiver without %s', (key) => {
      const { sender, receiver } = sampleParcel
      expect(add({ sender: { ...sender, [key]: '' } })).toEqual(reason(20002, '发件人信息不完整'))
      expect(add({ receiver: { ...receiver, [key]: ' ' } })).toEqual(reason(20004, '收件人信息不完整'))
    })

    it('requires a tel or a mobile', () => {
      const { tel, mobile, ...rest } = sampleParcel.sender
      expect(add({ sender: rest })).toEqual(reason(20002, '发件人信息不完整'))
      expect(add({ order_id: '1', sender: { ...rest, tel } })).toMatchObject({ order_id: '1' })
      expect(add({ order_id: '2', sender: { ...rest, mobile } })).toMatchObject({ order_id: '2' })
    })

    it('counts down e-waybills if it is a franchise, and refuses an order when there are no more', () => {
      wechat.seed({
        accounts: [sampleAccount('123456')],
        quotas: [{ delivery_id: 'YUNDA', biz_id: '123456', used: 99, update_time: 1 }],
      })
      const left = () => wechat.call('getQuota', { delivery_id: 'YUNDA', biz_id: '123456' })
      expect(left()).toEqual({ quota_num: 1 })
      expect(add()).toEqual(YUNDA)
      expect(left()).toEqual({ quota_num: 0 })
      const none = reason(20007, '抱歉, 您没有足够的单号了,请尽快联系网点申购,面单类型:普通')
      expect(add({ order_id: '2' })).toEqual(none)
      wechat.call('cancelOrder', { ...sampleParcel, ...YUNDA })
      expect(add({ order_id: '2' })).toEqual(none)
      expect(left()).toEqual({ quota_num: 0 })
    })

    it('does not count e-waybills if it is direct', () => {
      add({ delivery_id: 'JDL' })
      expect(wechat.records().quotas.all()).toEqual([])
    })

    it('returns a waybill without expect_time if it is SF, and the log says that SF does not collect the parcel', () => {
      const service = { service_type: 0, service_name: '标准快递' }
      expect(add({ delivery_id: 'SF', service })).toMatchObject({ waybill_id: expect.stringMatching(/^SF/) })
      expect(wechat.logged).toEqual([
        {
          en: 'the order has its waybill, but SF does not collect the parcel without expect_time',
          zh: '已生成运单，但未传 expect_time，顺丰不会上门揽件',
        },
      ])
    })
  })

  it.each([
    [{ expect_time: 1_557_989_929_000 }, 'parameter.expect_time is in milliseconds: it should be in seconds'],
    [{ add_source: 1 }, 'parameter.add_source should be 0 or 2'],
    [
      { cargo: { ...sampleParcel.cargo, weight: 'heavy' } },
      'parameter.cargo.weight should be number instead of string',
    ],
    [{ cargo: undefined }, 'parameter.cargo is missing'],
  ])('logs the mistake in %j', (parcel, en) => {
    add(parcel)
    expect(wechat.logged).toMatchObject([{ en }])
  })

  it('reports a missing parameter before an unknown value, and an unknown value before a size', () => {
    const order_id = 'x'.repeat(513)
    expect(add({ order_id, take_mode: 2, cargo: undefined })).toEqual(refused(47001, 'data format error'))
    expect(add({ order_id, take_mode: 2 })).toEqual(refused(930561, 'args error'))
    expect(add({ order_id })).toEqual(refused(9300526, 'arg size exceed limit'))
  })

  it('logs where the services of the courier are if the pair is wrong', () => {
    add({ delivery_id: 'YTO', service: { service_type: 1, service_name: '普通快递' } })

    expect(wechat.logged).toEqual([
      {
        en: "the courier does not offer this pair of service_type and service_name: see getAllDelivery. If WeChat's lists the pair, add it to couriers in the fixtures",
        zh: '该快递公司不提供此 service_type 与 service_name 的组合，见 getAllDelivery。如果微信的 getAllDelivery 列出了该组合，请写入初始数据的 couriers',
      },
    ])
  })

  it('accepts any service of a courier if the fixtures do not list its services', () => {
    wechat.fixtures({
      miniPrograms: [{ appid: 'wx0000000000000000', secret: 's' }],
      couriers: [{ delivery_id: 'YUNDA', delivery_name: '韵达快递' }],
    })

    expect(add({ service: { service_type: 7, service_name: '新服务' } })).toEqual(YUNDA)
  })

  describe('in the sandbox', () => {
    const test = {
      openid: 'oAdmin',
      delivery_id: 'TEST',
      biz_id: 'test_biz_id',
      service: { service_type: 1, service_name: 'test_service_name' },
    }
    beforeEach(() => {
      wechat.seed({})
      jest.useFakeTimers({ now: new Date('2019-11-27T06:33:24Z') })
    })
    afterEach(() => jest.useRealTimers())

    it('returns a waybill in the format of WxJava, and one key', () => {
      expect(add({ ...test, order_id: 'test201911271429000' })).toEqual({
        ...SUCCESS,
        order_id: 'test201911271429000',
        waybill_id: 'test201911271429000_1574836404_waybill_id',
        waybill_data: [{ key: 'TEST_mark', value: expect.stringMatching(/^\d{3}-\d{3}-\d{3}$/) }],
      })
    })

    it.each([
      ['an openid that is not a member', { openid: 'oABC123456' }, 930559, 'invaild openid'],
      ['no openid', { openid: '' }, 930559, 'invaild openid'],
      ['another account', { biz_id: '123456' }, 9300525, 'biz id not bind'],
      ['another service', { service: { service_type: 0, service_name: '标准快件' } }, 9300510, 'invalid service type'],
    ])('refuses %s', (_what, parcel, errcode, message) => {
      expect(add({ ...test, ...parcel })).toEqual(refused(errcode, message))
    })

    it('has its own account, which real couriers refuse', () => {
      expect(add({ biz_id: 'test_biz_id' })).toEqual(refused(9300525, 'biz id not bind'))
    })

    it('accepts ten orders per mini program and day in Beijing time, including cancelled ones', () => {
      jest.setSystemTime(new Date('2019-11-27T15:59:50Z'))
      for (let order = 1; order <= 10; order++) {
        const order_id = `o${order}`
        expect(add({ ...test, order_id })).toMatchObject({ order_id })
      }
      const waybill_id = `o1_${new Date('2019-11-27T15:59:50Z').getTime() / 1000}_waybill_id`
      expect(wechat.call('cancelOrder', { ...test, order_id: 'o1', waybill_id })).toMatchObject({ errcode: 0 })
      expect(add({ ...test, order_id: 'o11' })).toEqual(refused(930564, 'quota run out'))
      jest.setSystemTime(new Date('2019-11-27T16:00:00Z'))
      expect(add({ ...test, order_id: 'o11' })).toMatchObject({ order_id: 'o11' })
    })

    it('does not count orders with real couriers or of other mini programs', () => {
      const create_time = Date.now() / 1000
      const others = Array.from({ length: 10 }, (_, at) => [
        sampleOrder(`real${at}`, { create_time }),
        sampleOrder(`other${at}`, { create_time, appid: 'wx1', delivery_id: 'TEST' }),
      ])
      wechat.seed({ orders: others.flat() })
      expect(add(test)).toMatchObject({ order_id: '01234567890123456789' })
    })
  })
})
