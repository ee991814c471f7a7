import { sampleAccount } from '../../../state/sampleAccount'
import { pageOf } from '../../pageOf'
import { sampleParcel } from '../../sampleParcel'
import { refused, withBehaviours } from '../withBehaviours'

const wechat = withBehaviours()
const { order_id, delivery_id } = sampleParcel
const get = (more: object = {}, caller?: string) => wechat.call('getOrder', { order_id, delivery_id, ...more }, caller)

/** The response of getOrder for the sample. */
const found = {
  errcode: 0,
  errmsg: 'ok',
  print_html: expect.any(String),
  waybill_data: [
    { key: 'YUNDA_bagAddr', value: '广州' },
    { key: 'YUNDA_mark', value: '651-226-115' },
  ],
  order_id,
  delivery_id,
  waybill_id: '6512261150430',
  order_status: 0,
}

beforeEach(() => {
  wechat.seed({ accounts: [sampleAccount('123456')] })
  wechat.call('addOrder', sampleParcel)
})

describe('logistics.getOrder', () => {
  it.each([
    ['its order_id and delivery_id', {}],
    ['its waybill', { waybill_id: found.waybill_id }],
    ['an empty waybill', { waybill_id: '' }],
    ['any openid, which is ignored', { openid: 'oStranger' }],
    ['a print_type', { print_type: 0 }],
    ['null for optional parameters', { waybill_id: null, print_type: null, openid: null }],
  ])('returns an order by %s', (_what, more) => {
    expect(get(more)).toEqual(found)
  })

  it('returns a page with two parts, or one with print_type 1', () => {
    const parts = (answer: unknown) => pageOf(answer).match(/<section /g)?.length
    expect([parts(get()), parts(get({ print_type: 0 })), parts(get({ print_type: 1 }))]).toEqual([2, 2, 1])
  })

  it('shows that an order is cancelled', () => {
    wechat.call('cancelOrder', found)
    expect(get()).toEqual({ ...found, order_status: 1 })
  })

  it.each([
    ['no order_id', { order_id: undefined }, 40097, 'invalid args'],
    ['an unknown print_type', { print_type: 2 }, 40097, 'invalid args'],
    ['a number as waybill_id', { waybill_id: 7 }, 40097, 'invalid args'],
    ['an unknown courier', { delivery_id: 'JD' }, 9300503, 'Specified delivery id is not registerred'],
    ['an unknown order', { order_id: 'another' }, 930563, 'order not exists'],
    ["another courier's order", { delivery_id: 'SF' }, 930563, 'order not exists'],
    ["another order's waybill", { waybill_id: '1' }, 9300528, 'invalid waybill_id'],
  ])('refuses %s', (_what, more, errcode, message) => {
    expect(get(more)).toEqual(refused(errcode, message))
  })

  it('does not find an order of another mini program', () => {
    expect(get({}, 'wx1')).toEqual(refused(930563, 'order not exists'))
  })
})
