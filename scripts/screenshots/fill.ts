import { createOpenApi } from '../../cloudfunctions/openapi/https/createOpenApi'
import { exampleOf } from '../emulator/console/exampleOf'
import type { State } from '../emulator/service/WeChat'
import { callFunction } from '../package/callFunction'

const YUNDA = { deliveryId: 'YUNDA', bizId: '123456' }
const EMS = { deliveryId: 'EMS', bizId: '123456' }
const PASSWORD = '123456789123456789'

/**
 * Does with a local WeChat what a shop does on its first day: binds accounts, ships parcels, and meets some refusals.
 *
 * @param url its address; ADMIN_OPENIDS of its functions has oAdmin
 */
export async function fill(url: string): Promise<void> {
  const call = (name: string, data: object, openid = 'oAdmin') => callFunction(name, data, { openid, url })
  const control = (path: string, method: string, body: unknown) =>
    fetch(`${url}/emulator/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const move = async (order_id: string, ...types: number[]) => {
    for (const [nth, action_type] of types.entries()) {
      const action_time = 1_764_000_000 + nth * 7200
      await control('orders', 'POST', { delivery_id: 'YUNDA', order_id, action_type, action_time })
    }
  }
  const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: url })

  await call('bindAccount', { type: 'bind', ...YUNDA, password: PASSWORD })
  await call('bindAccount', { type: 'bind', deliveryId: 'SF', bizId: '123456', password: 'not-the-password' })
  await call('bindAccount', { type: 'bind', deliveryId: 'SF', bizId: '123456', password: PASSWORD })
  await call('bindAccount', { type: 'bind', deliveryId: 'ZTO', bizId: '123456', password: PASSWORD })
  await call('bindAccount', {
    type: 'bind',
    ...EMS,
    remarkContent: '电话：13800000000 联系人：张三 服务类型：标准快递 发货地址：广州市',
  })
  await call('getAllAccount', {})
  await call('getAllAccount', {}, 'oVisitor')
  const state: State = JSON.parse(await (await fetch(`${url}/emulator/state`)).text())
  for (const id of ['20261125-0001', '20261125-0002', '20261125-0003', '20261125-0004'])
    await call('addOrder', { ...exampleOf('logistics.addOrder', state), orderId: id })
  await move('20261125-0001', 100001, 200001, 300002, 300003)
  await move('20261125-0002', 100001, 200001)
  await control('faults', 'PUT', [{ api: 'logistics.getQuota', kind: 'errcode', errcode: 45009, times: 1 }])
  await openapi.logistics.getQuota(YUNDA).catch(() => {})
  await openapi.logistics.getAllDelivery()
  await control('faults', 'PUT', [{ api: 'logistics.getPath', kind: 'delay', ms: 2000, times: 3 }])
  await control('stubs', 'PUT', [{ api: 'subscribeMessage.send', answer: { errcode: 0, errmsg: 'ok' } }])
}
