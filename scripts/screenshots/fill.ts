import type { OpenApi } from '../../cloudfunctions/openapi/apis'
import { createOpenApi } from '../../cloudfunctions/openapi/https/createOpenApi'
import { callFunction } from '../package/callFunction'

const YUNDA = { deliveryId: 'YUNDA', bizId: '123456' }
const EMS = { deliveryId: 'EMS', bizId: '123456' }
const PASSWORD = '123456789123456789'
const person = (name: string, mobile: string) => ({
  name,
  mobile,
  province: '广东省',
  city: '广州市',
  area: '海珠区',
  address: '新港中路 397 号',
})

const order = (orderId: string): Parameters<OpenApi['logistics']['addOrder']>[0] => ({
  ...YUNDA,
  addSource: 0,
  orderId,
  openid: 'oBuyer',
  sender: person('张三', '13800000001'),
  receiver: person('李四', '13800000002'),
  cargo: {
    count: 1,
    weight: 1.2,
    spaceX: 20,
    spaceY: 15,
    spaceZ: 10,
    detailList: [{ name: '微信气泡狗抱枕', count: 1 }],
  },
  shop: { wxaPath: '/index/index', imgUrl: 'https://example.com/dog.png', goodsName: '微信气泡狗抱枕', goodsCount: 1 },
  insured: { useInsured: 0, insuredValue: 0 },
  service: { serviceType: 0, serviceName: '标准快件' },
})

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
  const move = (orderId: string, ...types: number[]) =>
    Promise.all(
      types.map((action_type, nth) =>
        control('orders', 'POST', {
          delivery_id: 'YUNDA',
          order_id: orderId,
          action_type,
          action_time: 1_764_000_000 + nth * 7200,
        }),
      ),
    )
  const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: url })

  await call('bindAccount', { type: 'bind', ...YUNDA, password: PASSWORD })
  await call('bindAccount', { type: 'bind', deliveryId: 'SF', bizId: '123456', password: 'not-the-password' })
  await call('bindAccount', { type: 'bind', deliveryId: 'SF', bizId: '123456', password: PASSWORD })
  await call('bindAccount', { type: 'bind', deliveryId: 'ZTO', bizId: '123456', password: PASSWORD })
  await call('bindAccount', { type: 'bind', ...EMS, remarkContent: '电话 13800000000，联系人 张三' })
  await call('getAllAccount', {})
  await call('getAllAccount', {}, 'oVisitor')
  for (const id of ['20261125-0001', '20261125-0002', '20261125-0003', '20261125-0004'])
    await call('addOrder', order(id))
  await move('20261125-0001', 100001, 200001, 300002, 300003)
  await move('20261125-0002', 100001, 200001)
  await control('faults', 'PUT', [{ api: 'logistics.getQuota', kind: 'errcode', errcode: 45009, times: 1 }])
  await openapi.logistics.getQuota(YUNDA).catch(() => {})
  await openapi.logistics.getAllDelivery()
  await control('faults', 'PUT', [{ api: 'logistics.getPath', kind: 'delay', ms: 2000, times: 3 }])
  await control('stubs', 'PUT', [{ api: 'subscribeMessage.send', answer: { errcode: 0, errmsg: 'ok' } }])
}
