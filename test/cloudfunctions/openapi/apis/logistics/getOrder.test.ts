import { getOrder } from '../../../../../cloudfunctions/openapi/apis/logistics/getOrder'
import { toWireParams } from '../../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../../helpers/failureOf'

/** The parameters that the document and WxJava's WxMaExpressServiceImplTest send. */
const WAYBILL = { orderId: '01234567890123456789', openid: 'oABC123456', deliveryId: 'SF', waybillId: '123456789' }
const WIRE = { order_id: '01234567890123456789', openid: 'oABC123456', delivery_id: 'SF', waybill_id: '123456789' }

const ACCEPTED = [
  { rule: "the document's sample", event: { ...WAYBILL, printType: 1 }, wire: { ...WIRE, print_type: 1 } },
  { rule: 'snake_case', event: WIRE, wire: WIRE },
  {
    rule: 'an order without its waybill and buyer',
    event: { orderId: '1', deliveryId: 'SF', waybillId: '', openid: '' },
    wire: { order_id: '1', delivery_id: 'SF' },
  },
  {
    rule: 'the remark that an older version of the document lists',
    event: { ...WAYBILL, customRemark: '易碎物品' },
    wire: { ...WIRE, custom_remark: '易碎物品' },
  },
]

const REFUSED = [
  { event: {}, problem: 'parameter.orderId is missing; parameter.deliveryId is missing' },
  { event: { ...WAYBILL, orderId: 'x'.repeat(513) }, problem: 'parameter.orderId is longer than 512 bytes' },
  { event: { ...WAYBILL, printType: 2 }, problem: 'parameter.printType should be 0 or 1' },
]

describe('getOrder', () => {
  it('uses the documented path over HTTPS', () => {
    expect(getOrder.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/order/get' })
  })

  it.each(ACCEPTED)('accepts $rule', ({ event, wire }) => {
    expect(toWireParams(getOrder, event)).toStrictEqual(wire)
  })

  it.each(REFUSED)('refuses $event: $problem', ({ event, problem }) => {
    expect(failureOf(() => toWireParams(getOrder, event))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.logistics.getOrder:fail ${problem}`,
    })
  })

  it("knows the codes that WeChat's pages document or users report", () => {
    expect(Object.keys(getOrder.codes).map(Number)).toStrictEqual([40199, 930563, 9300503, 9300528])
  })

  it('names the field that contains HTML', () => {
    expect(getOrder.page).toBe('printHtml')
  })
})
