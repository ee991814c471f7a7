import { sampleOrder } from '../../../state/sampleOrder'
import { refused, withBehaviours } from '../withBehaviours'

const wechat = withBehaviours()
const order = sampleOrder('1', { delivery_id: 'TEST', biz_id: 'test_biz_id', waybill_id: '1_1574836404_waybill_id' })
const action = { action_time: 123456789, action_type: 100001, action_msg: '揽件阶段' }
const update = (more: object = {}, caller?: string) =>
  wechat.call(
    'testUpdateOrder',
    {
      biz_id: 'test_biz_id',
      order_id: '1',
      delivery_id: 'TEST',
      waybill_id: order.waybill_id,
      ...action,
      ...more,
    },
    caller,
  )

beforeEach(() => {
  wechat.seed({ orders: [order, sampleOrder('real')] })
  jest.useFakeTimers({ now: 1_600_000_000_500 })
})
afterEach(() => jest.useRealTimers())

describe('logistics.testUpdateOrder', () => {
  it('moves an order of the sandbox and pushes its path', () => {
    expect(update()).toEqual({ errcode: 0, errmsg: 'ok' })
    expect(wechat.records().orders.get(order.appid, '1')).toEqual({ ...order, path_item_list: [action] })
    expect(wechat.pushes).toEqual([
      {
        appid: 'wx0000000000000000',
        message: {
          ToUserName: 'wx0000000000000000',
          FromUserName: 'oWeChatTeam',
          CreateTime: 1_600_000_000,
          MsgType: 'event',
          Event: 'add_express_path',
          DeliveryID: 'TEST',
          WayBillId: '1_1574836404_waybill_id',
          OrderId: '1',
          Version: 1,
          Count: 1,
          Actions: [{ ActionTime: 123456789, ActionType: 100001, ActionMsg: '揽件阶段' }],
        },
      },
    ])
  })

  it('pushes the whole path with each step', () => {
    for (const action_type of [100001, 200001, 300003]) update({ action_type })
    expect(wechat.pushes.map(({ message }) => [message.Version, message.Count])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    expect(wechat.pushes[2]?.message.Actions).toMatchObject([
      { ActionType: 100001 },
      { ActionType: 200001 },
      { ActionType: 300003 },
    ])
  })

  it.each([
    ['a real courier', { delivery_id: 'YUNDA', order_id: 'real', waybill_id: 'Wreal' }, 40097, 'invalid args'],
    ['another account', { biz_id: '123456' }, 40097, 'invalid args'],
    ['an unknown action', { action_type: 100004 }, 40097, 'invalid args'],
    ['a time that is not a number', { action_time: '123456789' }, 40097, 'invalid args'],
    ['no action_msg', { action_msg: undefined }, 40097, 'invalid args'],
    ['an unknown order', { order_id: '2' }, 930563, 'order not exists'],
    [
      'an order of a real courier with the delivery_id of the sandbox',
      { order_id: 'real', waybill_id: 'Wreal' },
      930563,
      'order not exists',
    ],
    ['another waybill', { waybill_id: 'Wreal' }, 930563, 'order not exists'],
  ])('refuses %s, moves nothing and pushes nothing', (_what, more, errcode, message) => {
    expect(update(more)).toEqual(refused(errcode, message))
    expect(wechat.records().orders.all()).toEqual([order, sampleOrder('real')])
    expect(wechat.pushes).toEqual([])
  })

  it('does not find an order of another mini program', () => {
    expect(update({}, 'wx1')).toEqual(refused(930563, 'order not exists'))
  })
})
