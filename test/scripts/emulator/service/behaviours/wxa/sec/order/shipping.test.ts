import { passTime, receiptDue, type Step, step } from '../../../../../../../../scripts/emulator/service/shipping'
import { SETTLED } from '../../../../../../../../scripts/emulator/state/recordsSchema'
import { samplePayment } from '../../../../../state/samplePayment'
import { refused, withBehaviours } from '../../../withBehaviours'

const wechat = withBehaviours()
const appid = 'wx0000000000000000'
const PAID = samplePayment({
  ...{ transaction_id: '4201', merchant_trade_no: 'T1', description: '抱枕' },
  pay_time: Math.floor(Date.now() / 1000),
})
const DAY = 24 * 3600
const ok = { errcode: 0, errmsg: 'ok' }
const PARCEL = { tracking_no: 'YT1', express_company: 'YTO', item_desc: '抱枕*1' }
const UPLOAD = {
  order_key: { order_number_type: 2, transaction_id: '4201' },
  logistics_type: 1,
  delivery_mode: 1,
  shipping_list: [PARCEL],
  upload_time: '2026-01-01T12:00:00+08:00',
  payer: { openid: 'oBuyer' },
}
const later = (minutes: number) => new Date(Date.parse(UPLOAD.upload_time) + minutes * 60_000).toISOString()
const upload = (more: object = {}) => wechat.call('wxa.sec.order.uploadShippingInfo', { ...UPLOAD, ...more })
const getOrder = (more: object = { transaction_id: '4201' }) =>
  Object(wechat.call('wxa.sec.order.getOrder', more)).order
const payment = () => wechat.records().payments.all()[0] ?? fail()
const events = () => wechat.pushes.map(({ message }) => message.Event)
const now = () => Math.floor(Date.now() / 1000)
const make = (what: Step) => {
  const next = step(payment(), what, now())
  if (next) wechat.records().payments.put(next)
  return next?.order_state
}
const pass = (days: number) => passTime(wechat.records(), now() + days * DAY, (it) => wechat.pushes.push(it))

beforeEach(() => wechat.seed({ payments: [PAID] }))

describe('wxa.sec.order.uploadShippingInfo', () => {
  it('ships a paid order and pushes when the money is expected', () => {
    expect(getOrder()).toMatchObject({ order_state: 1, shipping: {}, description: '抱枕' })
    expect(upload()).toEqual(ok)

    const { shipped_time, pay_time } = payment()
    expect(getOrder({ merchant_id: '1900000000', merchant_trade_no: 'T1' })).toMatchObject({
      order_state: 2,
      shipping: {
        delivery_mode: 1,
        logistics_type: 1,
        finish_shipping: true,
        finish_shipping_count: 1,
        shipping_list: [
          { tracking_no: 'YT1', express_company: 'YTO', goods_desc: '抱枕*1', upload_time: shipped_time },
        ],
      },
    })
    expect(wechat.pushes.map(({ message: { CreateTime: _, ...it } }) => it)).toEqual([
      {
        ToUserName: appid,
        FromUserName: 'oWeChatTeam',
        MsgType: 'event',
        Event: 'trade_manage_order_settlement',
        transaction_id: '4201',
        merchant_id: '1900000000',
        sub_merchant_id: '',
        merchant_trade_no: 'T1',
        pay_time,
        shipped_time,
        estimated_settlement_time: shipped_time + 10 * DAY,
      },
    ])
  })

  it.each([
    ['a number as text', { delivery_mode: 'UNIFIED_DELIVERY' }, 47001],
    ['a list as object', { shipping_list: PARCEL }, 47001],
    ['a time as number', { upload_time: 1767240000 }, 47001],
    ['an unknown mode', { delivery_mode: 3 }, 268485224],
    ['an unknown type of delivery', { logistics_type: 5 }, 10060005],
    ['an unknown type of number', { order_key: { order_number_type: 3 } }, 268485194],
    ['no transaction_id', { order_key: { order_number_type: 2 } }, 268485195],
    ['no mchid', { order_key: { order_number_type: 1, out_trade_no: 'T1' } }, 268485196],
    ['no out_trade_no', { order_key: { order_number_type: 1, mchid: '1900000000' } }, 268485197],
    ['no is_all_delivered', { delivery_mode: 2 }, 10060007],
    ['split goods of another type', { delivery_mode: 2, is_all_delivered: true, logistics_type: 2 }, 10060006],
    ['no item_desc', { shipping_list: [{ ...PARCEL, item_desc: '' }] }, 10060008],
    ['a long item_desc', { shipping_list: [{ ...PARCEL, item_desc: '字'.repeat(121) }] }, 10060009],
    ['no tracking_no', { shipping_list: [{ ...PARCEL, tracking_no: '' }] }, 268485226],
    ['no express_company', { shipping_list: [{ ...PARCEL, express_company: undefined }] }, 268485227],
    ['a long tracking_no', { shipping_list: [{ ...PARCEL, tracking_no: 'x'.repeat(129) }] }, 10060026],
    ['a long express_company', { shipping_list: [{ ...PARCEL, express_company: 'x'.repeat(129) }] }, 10060025],
    ['two parcels in mode 1', { shipping_list: [PARCEL, PARCEL] }, 268485228],
    ['sixteen parcels', { delivery_mode: 2, is_all_delivered: true, shipping_list: Array(16).fill(PARCEL) }, 10060024],
    ['no parcel', { shipping_list: [] }, 268485228],
    ['a time without an offset', { upload_time: '2026-01-01T12:00:00' }, 268485216],
    ['an unknown payment', { order_key: { order_number_type: 2, transaction_id: '4202' } }, 10060001],
    ['another payer', { payer: { openid: 'oOther' } }, 10060031],
  ])('refuses %s', (_what, more, errcode) => {
    expect(upload(more)).toMatchObject({ errcode })
    expect(payment()).toMatchObject({ order_state: 1 })
  })

  it('accepts what WeChat accepts, and logs what uploadShippingInfo of this package refuses', () => {
    expect(upload({ shipping_list: [{ ...PARCEL, express_company: 'YUNDA' }] })).toEqual(ok)
    expect(wechat.logged).toEqual([
      {
        en: 'parameter.shipping_list[0].express_company should be "YD": this courier has another id in 物流助手 (WeChat accepts it)',
        zh: '参数 shipping_list[0].express_company 应为 "YD"：发货信息与物流助手的快递公司 ID 不同（微信会接受）',
      },
    ])
  })

  it('allows one re-shipping, later than the first upload and with other contents', () => {
    upload()
    const other = { shipping_list: [{ ...PARCEL, tracking_no: 'YT2' }] }

    expect(upload({ upload_time: later(1) })).toMatchObject({ errcode: 10060023 })
    expect(upload(other)).toMatchObject({ errcode: 10060014 })
    expect(upload({ ...other, upload_time: later(1) })).toEqual(ok)
    expect(getOrder().shipping).toMatchObject({ finish_shipping_count: 2, shipping_list: [{ tracking_no: 'YT2' }] })
    expect(upload({ upload_time: later(2) })).toMatchObject({ errcode: 10060003 })
    expect(events()).toEqual(['trade_manage_order_settlement'])
  })

  it('adds the parcels of a split order, and ships it with the last one', () => {
    const split = (tracking_no: string, is_all_delivered: boolean, minutes: number) =>
      upload({
        delivery_mode: 2,
        is_all_delivered,
        shipping_list: [{ ...PARCEL, tracking_no }],
        upload_time: later(minutes),
      })

    expect(split('YT1', false, 0)).toEqual(ok)
    expect(getOrder()).toMatchObject({ order_state: 1, shipping: { finish_shipping: false, finish_shipping_count: 0 } })
    expect(split('YT2', true, 1)).toEqual(ok)
    expect(getOrder()).toMatchObject({
      order_state: 2,
      shipping: { finish_shipping_count: 1, shipping_list: [{ tracking_no: 'YT1' }, { tracking_no: 'YT2' }] },
    })
    expect(split('YT3', false, 2)).toMatchObject({ errcode: 10060002 })
    expect(events()).toEqual(['trade_manage_order_settlement'])
  })

  it.each(['receive', 'refund'] as const)('refuses an order after the step %s', (what) => {
    upload()
    make(what)

    expect(upload({ upload_time: later(1) })).toMatchObject({ errcode: 10060004 })
  })

  it('does not know the service or the payment if the fixtures say so', () => {
    wechat.fixtures({ miniPrograms: [{ appid, secret: 's', trade_managed: false }] })
    expect(upload()).toEqual(refused(48001, 'api unauthorized'))
    wechat.fixtures({ miniPrograms: [{ appid, secret: 's', trade_delay_s: 10 }] })
    expect(upload()).toEqual(refused(10060001, 'pay order not exist'))
    wechat.seed({ payments: [{ ...PAID, pay_time: now() - 10 }] })
    expect(upload()).toEqual(ok)
  })
})

describe('the steps of a payment', () => {
  it('go from receipt by the buyer to the settlement', () => {
    expect(make('receive')).toBeUndefined()
    upload()
    expect([make('settle'), make('receive'), make('receive'), make('settle'), make('settle')]).toEqual([
      undefined,
      3,
      undefined,
      SETTLED,
      undefined,
    ])
    expect(payment()).toMatchObject({ confirm_receive_method: 1, settlement_time: expect.any(Number) })
    expect([make('refund'), make('refund')]).toEqual([5, undefined])
  })

  it.each([
    [1, 10],
    [4, 2],
  ])('receive automatically what was shipped with logistics_type %d, after %d days', (logistics_type, days) => {
    upload({ logistics_type })
    pass(days - 0.1)
    expect(payment().order_state).toBe(2)
    pass(days)

    const { shipped_time } = payment()
    expect(receiptDue(payment())).toBe(shipped_time + days * DAY)
    expect(wechat.pushes.at(-1)?.message).toMatchObject({
      Event: 'trade_manage_order_settlement',
      confirm_receive_method: 2,
      confirm_receive_time: shipped_time + days * DAY,
      settlement_time: expect.any(Number),
    })
    expect(payment().order_state).toBe(SETTLED)
  })

  it('remind once of an order that is not shipped after 48 hours: to join if nothing was ever shipped', () => {
    pass(1.9)
    expect(events()).toEqual([])
    pass(2)
    pass(3)
    expect(events()).toEqual(['trade_manage_remind_access_api'])
    wechat.seed({ payments: [PAID, { ...PAID, transaction_id: '4202', merchant_trade_no: 'T2' }] })
    upload()
    pass(2)
    expect(events().slice(1)).toEqual(['trade_manage_order_settlement', 'trade_manage_remind_shipping'])
    expect(wechat.pushes.at(-1)?.message).toMatchObject({ transaction_id: '4202', msg: '订单超过 48 小时未发货' })
  })
})

describe('wxa.sec.order.uploadCombinedShippingInfo', () => {
  const { upload_time, payer, ...order } = UPLOAD
  const combined = (sub_orders: object[], order_key: object = order.order_key) =>
    wechat.call('wxa.sec.order.uploadCombinedShippingInfo', { order_key, sub_orders, upload_time, payer })

  it('ships all orders or none', () => {
    wechat.seed({ payments: [PAID, { ...PAID, transaction_id: '4202', merchant_trade_no: 'T2' }] })
    const second = (transaction_id: string) => ({ ...order, order_key: { order_number_type: 2, transaction_id } })
    const states = () =>
      wechat
        .records()
        .payments.all()
        .map((it) => it.order_state)

    expect(combined([order, second('4203')])).toMatchObject({ errcode: 10060001 })
    expect(states()).toEqual([1, 1])
    expect(combined([order, second('4202')])).toEqual(ok)
    expect(states()).toEqual([2, 2])
  })

  it('refuses an order twice, and another type of number', () => {
    expect(combined([order, order])).toMatchObject({ errcode: 10060013 })
    expect(combined([order], { order_number_type: 1, mchid: '1', out_trade_no: 'C' })).toMatchObject({
      errcode: 268485253,
    })
  })
})

describe('wxa.sec.order.getOrderList', () => {
  const list = (more: object = {}) => Object(wechat.call('wxa.sec.order.getOrderList', more))
  const ids = (more?: object) => list(more).order_list.map((it: { transaction_id: string }) => it.transaction_id)

  it('pages and filters', () => {
    wechat.seed({
      payments: [1, 2, 3].map((n) => ({ ...PAID, transaction_id: `420${n}`, merchant_trade_no: `T${n}`, pay_time: n })),
    })
    upload()

    expect(ids()).toEqual(['4201', '4202', '4203'])
    expect(ids({ order_state: 2 })).toEqual(['4201'])
    expect(ids({ openid: 'oOther' })).toEqual([])
    expect(ids({ pay_time_range: { begin_time: 2, end_time: 3 } })).toEqual(['4202', '4203'])
    expect(list({ page_size: 2 })).toMatchObject({ last_index: '4202', has_more: true })
    expect(ids({ page_size: 2, last_index: '4202' })).toEqual(['4203'])
    expect(list({ last_index: 'x' })).toMatchObject({ errcode: 10060011 })
  })
})

describe('wxa.sec.order.notifyConfirmReceive', () => {
  const notify = (received_time: number) =>
    wechat.call('wxa.sec.order.notifyConfirmReceive', { transaction_id: '4201', received_time })

  it('reminds once, after the parcel of a courier was shipped', () => {
    expect(notify(now())).toMatchObject({ errcode: 10060028 })
    upload()
    expect(notify(1)).toMatchObject({ errcode: 10060029 })
    expect(notify(now() + 1)).toEqual(ok)
    expect(notify(now() + 1)).toMatchObject({ errcode: 10060030 })
  })

  it('refuses goods without a courier', () => {
    upload({ logistics_type: 4, shipping_list: [{ item_desc: '抱枕' }] })

    expect(notify(now() + 1)).toMatchObject({ errcode: 10060032 })
  })
})

describe('wxa.sec.order.isTradeManaged', () => {
  it('answers for the own appid only', () => {
    const ask = (given: string) => wechat.call('wxa.sec.order.isTradeManaged', { appid: given })

    expect(ask(appid)).toEqual({ ...ok, is_trade_managed: true })
    expect(ask('wx1')).toMatchObject({ errcode: 40013 })
  })
})
