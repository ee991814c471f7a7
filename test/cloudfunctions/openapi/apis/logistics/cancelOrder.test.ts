import { cancelOrder } from '../../../../../cloudfunctions/openapi/apis/logistics/cancelOrder'
import { toWireParams } from '../../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../../helpers/failureOf'

/** The parameters that the document and WxJava's WxMaExpressServiceImplTest send. */
const WAYBILL = { orderId: '01234567890123456789', openid: 'oABC123456', deliveryId: 'SF', waybillId: '123456789' }
const WIRE = { order_id: '01234567890123456789', openid: 'oABC123456', delivery_id: 'SF', waybill_id: '123456789' }

const { openid: _, ...withoutBuyer } = WIRE
const ACCEPTED = [
  { rule: "the document's sample", event: WAYBILL, wire: WIRE },
  { rule: 'snake_case, without the buyer', event: withoutBuyer, wire: withoutBuyer },
]

const REFUSED = [
  {
    event: {},
    problem: 'parameter.orderId is missing; parameter.deliveryId is missing; parameter.waybillId is missing',
  },
  { event: { ...WAYBILL, waybillId: ' ' }, problem: 'parameter.waybillId is blank' },
]

describe('cancelOrder', () => {
  it('uses the documented path over HTTPS', () => {
    expect(cancelOrder.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/order/cancel' })
  })

  it.each(ACCEPTED)('accepts $rule', ({ event, wire }) => {
    expect(toWireParams(cancelOrder, event)).toStrictEqual(wire)
  })

  it.each(REFUSED)('refuses $event: $problem', ({ event, problem }) => {
    expect(failureOf(() => toWireParams(cancelOrder, event))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.logistics.cancelOrder:fail ${problem}`,
    })
  })

  it("knows the codes that WeChat's pages document or users report", () => {
    expect(Object.keys(cancelOrder.codes).map(Number)).toStrictEqual([
      40199, 930561, 930563, 9300501, 9300502, 9300503, 9300506, 9300524,
    ])
  })
})
