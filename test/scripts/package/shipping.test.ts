import { join } from 'node:path'
import { createOpenApi } from '../../../cloudfunctions/openapi/createOpenApi'
import { callFunction } from '../../../scripts/package/callFunction'
import { advance, pay, reset, stepPayment, waitForPush } from '../../../scripts/package/testApi'
import { withLocalWeChat } from '../../helpers/withLocalWeChat'

const DAY = 24 * 3600
const EVENTS = [
  'trade_manage_remind_access_api',
  'trade_manage_remind_shipping',
  'trade_manage_order_settlement',
] as const

/** The built functions; uploadCombinedShippingInfo, which has none, is called over HTTPS. */
const wechat = withLocalWeChat({
  functions: join(__dirname, '../../../dist/cloudfunctions'),
  fixtures: { pushes: EVENTS.map((Event) => ({ Event, function: 'getPrinter' })) },
  env: { ADMIN_OPENIDS: 'oAdmin' },
})
beforeEach(() => {
  jest.replaceProperty(process, 'env', { ...process.env, WX_API_BASE: wechat.url() })
})

const admin = { openid: 'oAdmin' }
const shippingOf = (transactionId: string) => ({
  orderKey: { orderNumberType: 2, transactionId } as const,
  logisticsType: 1 as const,
  deliveryMode: 1 as const,
  shippingList: [{ trackingNo: 'YT1', expressCompany: 'YTO', itemDesc: '抱枕' }],
  uploadTime: new Date().toISOString(),
  payer: { openid: 'oBuyer' },
})

describe('a payment on the local WeChat', () => {
  it('is shipped, reminded of and looked at by the functions, and settles when its clock moves', async () => {
    const transactionId = await pay({ openid: 'oBuyer', paidAmount: 100 })
    await waitForPush('trade_manage_remind_access_api')
    const upload = await callFunction('uploadShippingInfo', shippingOf(transactionId), admin)
    expect(upload.result).toEqual({ errCode: 0, errMsg: 'openapi.wxa.sec.order.uploadShippingInfo:ok' })
    const shipped = await waitForPush('trade_manage_order_settlement')
    const reminder = { transactionId, receivedTime: Math.floor(Date.now() / 1000) + 1 }
    expect(await callFunction('notifyConfirmReceive', reminder, admin)).toMatchObject({ result: { errCode: 0 } })

    await advance(10 * DAY)
    const settled = await waitForPush('trade_manage_order_settlement', { after: shipped })
    expect(settled.wireParams).toMatchObject({
      confirm_receive_method: 2,
      confirm_receive_time: Object(shipped.wireParams).estimated_settlement_time,
    })
    expect(await callFunction('getShippingOrder', { transactionId }, admin)).toMatchObject({
      result: { errCode: 0, order: { orderState: 4, shipping: { finishShipping: true } } },
    })
  })

  it('is shipped over HTTPS, received by the buyer, and refunded', async () => {
    const transactionId = await pay({ openid: 'oBuyer', paidAmount: 100 })
    const { wxa } = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: wechat.url() })
    const { orderKey, uploadTime, payer, ...more } = shippingOf(transactionId)
    const combined = { orderKey, subOrders: [{ orderKey, ...more }], uploadTime, payer }

    expect(await wxa.sec.order.uploadCombinedShippingInfo(combined)).toMatchObject({ errCode: 0 })
    await stepPayment(transactionId, 'receive')
    expect(await wxa.sec.order.getOrder({ transactionId })).toMatchObject({ order: { orderState: 3 } })
    await stepPayment(transactionId, 'refund')
    expect(await wxa.sec.order.getOrderList({ orderState: 5 })).toMatchObject({ orderList: [{ transactionId }] })
    await expect(stepPayment(transactionId, 'settle')).rejects.toThrow(`no payment ${transactionId} has a state`)
  })

  it('is overdue after 48 hours; a reset sets the clock back', async () => {
    await pay({ openid: 'oBuyer', paidAmount: 100 })
    const first = await waitForPush('trade_manage_remind_access_api')
    await advance(2 * DAY)
    await waitForPush('trade_manage_remind_access_api', { after: first })
    expect((await wechat.control('GET', 'state')).body.payments).toMatchObject([{ is_overdue: true }])
    await reset()
    await pay({ openid: 'oBuyer', paidAmount: 100 })
    const { payments } = (await wechat.control('GET', 'state')).body
    expect(Math.abs(Number(payments[0]?.pay_time) - Date.now() / 1000)).toBeLessThan(60)
    expect(await wechat.control('POST', 'advance', { seconds: -1 })).toMatchObject({ status: 400 })
  })

  it('is looked at in vain if the account has no such cloud call: the function says what to do', async () => {
    await wechat.control('PUT', 'faults', [
      { api: 'wxa.sec.order.getOrder', kind: 'errcode', errcode: -604100, errmsg: 'API not found' },
    ])
    const { result } = await callFunction('getShippingOrder', { transactionId: '42' }, admin)

    expect(result).toMatchObject({
      errCode: -604100,
      errMsg: expect.stringContaining("Call it over HTTPS: require('wx-logistics').createOpenApi({ appid, secret })"),
    })
  })
})
