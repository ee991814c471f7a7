import { sampleOrder } from '../../../state/sampleOrder'
import { refused, withBehaviours } from '../withBehaviours'

const wechat = withBehaviours()
const moved = { path_item_list: [{ action_time: 1533052800, action_type: 100003, action_msg: '已分配业务员' }] }
const cancel = (more: object = {}, caller?: string) =>
  wechat.call('cancelOrder', { order_id: '1', delivery_id: 'YUNDA', waybill_id: 'W1', ...more }, caller)
const ok = { errcode: 0, errmsg: 'ok', delivery_resultcode: 0, delivery_resultmsg: '' }

beforeEach(() => wechat.seed({ orders: [sampleOrder('1'), sampleOrder('2', moved)] }))

describe('logistics.cancelOrder', () => {
  it('cancels an order once', () => {
    expect(cancel({ openid: 'oABC123456' })).toEqual(ok)
    expect(wechat.records().orders.all()).toEqual([sampleOrder('1', { order_status: 1 }), sampleOrder('2', moved)])
    expect(cancel()).toEqual(refused(9300524, 'cancel order fail'))
  })

  it('refuses to cancel a parcel that has moved', () => {
    expect(cancel({ order_id: '2', waybill_id: 'W2' })).toEqual(refused(9300506, 'waybill path exists, cannot cancel'))
    expect(wechat.records().orders.all()).toEqual([sampleOrder('1'), sampleOrder('2', moved)])
  })

  it.each([
    ['no waybill_id', { waybill_id: undefined }, 930561, 'args error'],
    ['a number as order_id', { order_id: 1 }, 930561, 'args error'],
    ['an unknown courier', { delivery_id: 'JD' }, 9300503, 'Specified delivery id is not registerred'],
    ['an unknown order', { order_id: 'another' }, 930563, 'order not exists'],
    ["another courier's order", { delivery_id: 'SF' }, 930563, 'order not exists'],
    ["another order's waybill", { waybill_id: 'W2' }, 40199, 'waybill_id not found'],
  ])('refuses %s', (_what, more, errcode, message) => {
    expect(cancel(more)).toEqual(refused(errcode, message))
    expect(wechat.records().orders.all()).toEqual([sampleOrder('1'), sampleOrder('2', moved)])
  })

  it('does not find an order of another mini program', () => {
    expect(cancel({}, 'wx1')).toEqual(refused(930563, 'order not exists'))
  })
})
