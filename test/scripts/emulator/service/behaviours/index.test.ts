import { apiNames, apis } from '../../../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../../../cloudfunctions/openapi/apis/Api'
import { toWireParams } from '../../../../../cloudfunctions/openapi/params/toWireParams'
import { behaviours } from '../../../../../scripts/emulator/service/behaviours'
import { misfits } from '../../../../helpers/misfits'
import { withLocalWeChat } from '../../../../helpers/withLocalWeChat'

describe('behaviours', () => {
  it('has the behaviour of each API of the registry', () => {
    expect(Object.keys(behaviours).sort()).toEqual(apiNames().sort())
  })
})

describe('the example of each API', () => {
  const wechat = withLocalWeChat()
  const { bindAccount, addOrder, getOrder, testUpdateOrder } = {
    bindAccount: apis['logistics.bindAccount'].example,
    addOrder: apis['logistics.addOrder'].example,
    getOrder: apis['logistics.getOrder'].example,
    testUpdateOrder: apis['logistics.testUpdateOrder'].example,
  }
  const call = async (api: Api): Promise<object> => {
    const { verb, path } = api.https
    const body = verb === 'GET' ? undefined : JSON.stringify(toWireParams(api, api.example))
    return Object(await wechat.https(verb, `${path}?access_token=${await wechat.token()}`, body))
  }

  const paid = {
    transaction_id: apis['wxa.sec.order.getOrder'].example.transactionId,
    openid: 'oAdmin',
    paid_amount: 100,
  }
  const shipping = { delivery_mode: 1, logistics_type: 1, finish_shipping: true, shipping_list: [] }
  const shipped = { order_state: 2, shipped_time: 1767240000, shipping }

  /** What the other examples leave behind: an account, an order, an order of the sandbox, a printer and a payment. */
  const story = (name: string) => {
    const path_item_list = [{ action_time: 1574850455, action_type: 100001, action_msg: '揽件成功' }]
    const placed = { delivery_id: getOrder.deliveryId, order_id: getOrder.orderId, waybill_id: getOrder.waybillId }
    const { deliveryId: delivery_id, orderId: order_id, waybillId: waybill_id } = testUpdateOrder
    return {
      accounts:
        name === 'logistics.bindAccount' ? [] : [{ delivery_id: bindAccount.deliveryId, biz_id: bindAccount.bizId }],
      orders:
        name === 'logistics.addOrder'
          ? []
          : [
              { ...placed, ...(name !== 'logistics.cancelOrder' && { path_item_list }) },
              { delivery_id, order_id, waybill_id },
            ],
      printers: [{ openid: addOrder.openid, tagid_list: ['123'] }],
      payments: [name.endsWith('notifyConfirmReceive') ? { ...paid, ...shipped } : paid],
    }
  }

  it.each(apiNames())('succeeds for %s on the local WeChat, whose body fits the result', async (name) => {
    await wechat.control('PUT', 'state', story(name))

    const body = await call(apis[name])
    expect(body).toMatchObject({ [apis[name].success]: expect.anything() })
    expect(Object(body).errcode ?? 0).toBe(0)
    expect(misfits(name, body)).toEqual([])
  })

  it('places with addOrder the order that the other examples look up', async () => {
    await call(apis['logistics.bindAccount'])

    expect(await call(apis['logistics.addOrder'])).toMatchObject({
      order_id: getOrder.orderId,
      waybill_id: getOrder.waybillId,
    })
  })
})

describe('misfits', () => {
  it('finds missing, unknown and wrong fields at any depth', () => {
    const courier = {
      delivery_id: 'YTO',
      delivery_name: '圆通速递',
      can_use_cash: 0,
      can_get_quota: 1,
      cash_biz_id: '',
      service_type: [{ service_type: '0', name: '普通快递' }],
    }
    expect(misfits('logistics.getAllDelivery', { count: 1, data: [courier], more: 1 })).toEqual([
      'data.0.serviceType.0.serviceType: Invalid type: Expected number but received "0"',
      'data.0.serviceType.0.serviceName: Invalid key: Expected "serviceName" but received undefined',
      'data.0.serviceType.0.name: Invalid key: Expected never but received "name"',
      'more: Invalid key: Expected never but received "more"',
    ])
  })
})
