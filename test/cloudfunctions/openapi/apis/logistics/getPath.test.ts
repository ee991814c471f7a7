import { getPath } from '../../../../../cloudfunctions/openapi/apis/logistics/getPath'
import { toWireParams } from '../../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../../helpers/failureOf'

/** The parameters that the document and WxJava's WxMaExpressServiceImplTest send. */
const WAYBILL = { orderId: '01234567890123456789', openid: 'oABC123456', deliveryId: 'SF', waybillId: '123456789' }
const WIRE = { order_id: '01234567890123456789', openid: 'oABC123456', delivery_id: 'SF', waybill_id: '123456789' }

const ACCEPTED = [
  { rule: "the document's sample, which includes an order id", event: WAYBILL, wire: WIRE },
  {
    rule: "the parameters of the document's table, in snake_case",
    event: { delivery_id: 'SF', waybill_id: '123456789' },
    wire: { delivery_id: 'SF', waybill_id: '123456789' },
  },
]

const REFUSED = [
  { event: {}, problem: 'parameter.deliveryId is missing; parameter.waybillId is missing' },
  { event: { ...WAYBILL, orderId: 'x'.repeat(513) }, problem: 'parameter.orderId is longer than 512 bytes' },
]

describe('getPath', () => {
  it('uses the documented path over HTTPS', () => {
    expect(getPath.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/path/get' })
  })

  it.each(ACCEPTED)('accepts $rule', ({ event, wire }) => {
    expect(toWireParams(getPath, event)).toStrictEqual(wire)
  })

  it.each(REFUSED)('refuses $event: $problem', ({ event, problem }) => {
    expect(failureOf(() => toWireParams(getPath, event))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.logistics.getPath:fail ${problem}`,
    })
  })

  it("knows the codes that WeChat's pages document or users report", () => {
    expect(Object.keys(getPath.codes).map(Number)).toStrictEqual([40199, 9300503])
  })
})
