import { sampleOrder } from '../../../state/sampleOrder'
import { refused, withBehaviours } from '../withBehaviours'

const wechat = withBehaviours()
const ORDER = sampleOrder('o1', { delivery_id: 'YUNDA', waybill_id: 'YD1', openid: 'oBuyer' })
const path = (...types: number[]) => types.map((action_type) => ({ action_time: 1, action_type, action_msg: '' }))
const goods = (goods_name: string) => ({ detail_list: [{ goods_name, goods_img_url: 'www.qq.com' }] })
const trace = (more: object = {}) =>
  Object(
    wechat.call('openMsg.traceWaybill', {
      openid: 'oBuyer',
      receiver_phone: '13800000002',
      waybill_id: 'YD1',
      goods_info: goods('抱枕'),
      ...more,
    }),
  )

describe('openMsg.traceWaybill', () => {
  it('returns a token of 64 characters, with which queryTrace finds the parcel and its first goods', () => {
    wechat.seed({ orders: [{ ...ORDER, path_item_list: path(100001, 300002) }] })
    const { waybill_token } = trace()
    trace({ goods_info: goods('其他') })

    expect(waybill_token).toMatch(/^[\w-]{64}$/)
    expect(wechat.call('openMsg.queryTrace', { waybill_token, openid: 'oBuyer' })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      waybill_info: { status: 3, waybill_id: 'YD1' },
      shop_info: { goods_info: goods('抱枕') },
      delivery_info: { delivery_id: 'YD', delivery_name: '韵达快递' },
    })
    expect(wechat.call('openMsg.queryTrace', { waybill_token, openid: 'oOther' })).toMatchObject({ errcode: 9300534 })
    expect(wechat.call('openMsg.queryTrace', { waybill_token: 'x' })).toMatchObject({ errcode: 9300507 })
  })

  it.each([
    ['an unknown waybill', { ...ORDER, waybill_id: 'YD2', path_item_list: path(100001) }],
    ['one that has not moved', ORDER],
    ['one of the sandbox', { ...ORDER, delivery_id: 'TEST', path_item_list: path(100001) }],
  ])('refuses %s', (_what, order) => {
    wechat.seed({ orders: [order] })

    expect(trace()).toEqual(refused(931023, 'waybill not exist detail: [运单不存在]'))
  })
})
