import { sampleAccount } from '../../state/sampleAccount'
import { pageOf } from '../pageOf'
import { sampleParcel } from '../sampleParcel'
import { placedIn, refused, withBehaviours } from './withBehaviours'

const wechat = withBehaviours()
const ok = { errcode: 0, errmsg: 'ok' }
const account = { delivery_id: 'YUNDA', biz_id: '123456' }

it('a merchant binds an account, places an order, prints it and cancels it in time', () => {
  expect(wechat.call('addOrder', sampleParcel)).toEqual(refused(9300525, 'biz id not bind'))
  expect(wechat.call('bindAccount', { ...account, type: 'bind', password: '123456789123456789' })).toEqual(ok)
  const { order_id, waybill_id } = placedIn(wechat.call('addOrder', sampleParcel))
  expect(wechat.call('getQuota', account)).toEqual({ quota_num: 99 })
  expect(wechat.call('getAllAccount')).toMatchObject({ list: [{ ...account, quota_num: 99 }] })

  const order = { delivery_id: 'YUNDA', order_id, waybill_id }
  const printed = wechat.call('getOrder', order)
  expect(pageOf(printed)).toContain(`<h1>${waybill_id}</h1>`)
  expect(wechat.call('batchGetOrder', { order_list: [order] })).toEqual({ order_list: [printed] })

  expect(wechat.call('cancelOrder', order)).toEqual({ ...ok, delivery_resultcode: 0, delivery_resultmsg: '' })
  expect(wechat.call('getOrder', order)).toMatchObject({ ...order, order_status: 1 })
})

it('a developer places, prints and moves an order in the sandbox, and can no longer cancel it', () => {
  const { order_id, waybill_id } = placedIn(
    wechat.call('addOrder', {
      ...sampleParcel,
      openid: 'oAdmin',
      delivery_id: 'TEST',
      biz_id: 'test_biz_id',
      service: { service_type: 1, service_name: 'test_service_name' },
    }),
  )
  const order = { delivery_id: 'TEST', order_id, waybill_id }
  expect(pageOf(wechat.call('getOrder', order))).toContain('<b>沙盒测试</b>')

  const path = [
    { action_time: 1533052800, action_type: 100001, action_msg: '揽件成功' },
    { action_time: 1533062800, action_type: 200001, action_msg: '到达广州集包地' },
    { action_time: 1533072800, action_type: 300002, action_msg: '开始派送' },
  ]
  for (const step of path) {
    expect(wechat.call('testUpdateOrder', { ...order, biz_id: 'test_biz_id', ...step })).toEqual(ok)
  }
  expect(wechat.pushes.map(({ message }) => [message.Event, message.OrderId, message.Count])).toEqual(
    [1, 2, 3].map((count) => ['add_express_path', order_id, count]),
  )
  expect(wechat.call('getPath', order)).toEqual({
    openid: 'oAdmin',
    delivery_id: 'TEST',
    waybill_id,
    path_item_num: 3,
    path_item_list: path,
  })
  expect(wechat.call('cancelOrder', order)).toEqual(refused(9300506, 'waybill path exists, cannot cancel'))
})

it('a merchant without e-waybills cannot place an order, and can place it once there are e-waybills', () => {
  const quota = { ...account, used: 100, update_time: 1 }
  wechat.seed({ accounts: [sampleAccount('123456')], quotas: [quota] })
  expect(wechat.call('addOrder', sampleParcel)).toEqual(
    refused(9300501, 'delivery logic fail', {
      delivery_resultcode: 20007,
      delivery_resultmsg: '抱歉, 您没有足够的单号了,请尽快联系网点申购,面单类型:普通',
      waybill_data: {},
    }),
  )
  expect(wechat.records().orders.all()).toEqual([])
  expect(wechat.records().quotas.all()).toEqual([quota])

  wechat.seed({ accounts: [sampleAccount('123456')] })
  expect(wechat.call('addOrder', sampleParcel)).toMatchObject({ order_id: sampleParcel.order_id })
  expect(wechat.call('getQuota', account)).toEqual({ quota_num: 99 })
})
