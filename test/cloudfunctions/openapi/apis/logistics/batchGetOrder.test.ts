import { batchGetOrder, batchGetOrderInCloud } from '../../../../../cloudfunctions/openapi/apis/logistics/batchGetOrder'
import { toWireParams } from '../../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../../helpers/failureOf'

const ORDER = {
  orderId: 'test201911271429000',
  deliveryId: 'TEST',
  waybillId: 'test201911271429000_1574836404_waybill_id',
}
const WIRE = {
  order_id: 'test201911271429000',
  delivery_id: 'TEST',
  waybill_id: 'test201911271429000_1574836404_waybill_id',
}
const orders = (n: number) => ({ orderList: Array.from({ length: n }, () => ORDER) })
const wires = (n: number) => ({ order_list: Array.from({ length: n }, () => WIRE) })

const ACCEPTED = [
  { rule: "the document's and WxJava's form", event: orders(2), wire: wires(2) },
  { rule: 'snake_case', event: wires(1), wire: wires(1) },
  {
    rule: 'an order without its waybill',
    event: { orderList: [{ orderId: '1', deliveryId: 'SF' }] },
    wire: { order_list: [{ order_id: '1', delivery_id: 'SF' }] },
  },
  { rule: 'a hundred orders', event: orders(100), wire: wires(100) },
]

const REFUSED = [
  { event: {}, problem: 'parameter.orderList is missing' },
  { event: orders(101), problem: 'parameter.orderList has more than 100 elements' },
  { event: { orderList: [ORDER, { orderId: '1' }] }, problem: 'parameter.orderList[1].deliveryId is missing' },
  {
    event: { orderList: [{ ...ORDER, printType: 1 }] },
    problem: 'parameter.orderList[0] has an unknown parameter (known: orderId, deliveryId, waybillId)',
  },
]

describe('batchGetOrder', () => {
  it('uses the documented path over HTTPS', () => {
    expect(batchGetOrder.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/order/batchget' })
  })

  it.each(ACCEPTED)('accepts $rule', ({ event, wire }) => {
    expect(toWireParams(batchGetOrder, event)).toStrictEqual(wire)
  })

  it.each(REFUSED)('refuses $event: $problem', ({ event, problem }) => {
    expect(failureOf(() => toWireParams(batchGetOrder, event))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.logistics.batchGetOrder:fail ${problem}`,
    })
  })

  it("knows the codes that WeChat's pages document or users report", () => {
    expect(Object.keys(batchGetOrder.codes).map(Number)).toStrictEqual([40199, 930563, 9300503, 9300528])
  })
})

describe('batchGetOrderInCloud', () => {
  it('accepts as many orders as fit into the response of a function', () => {
    expect(toWireParams(batchGetOrderInCloud, orders(25))).toStrictEqual(wires(25))
    expect(failureOf(() => toWireParams(batchGetOrderInCloud, orders(26)))).toStrictEqual({
      errCode: -401002,
      errMsg:
        'openapi.logistics.batchGetOrder:fail parameter.orderList has more than 25 elements: their waybills may ' +
        'exceed the 1 MB that a function may return (-604001)',
    })
  })

  it('is otherwise the same as batchGetOrder', () => {
    expect({ ...batchGetOrderInCloud, params: batchGetOrder.params }).toStrictEqual(batchGetOrder)
  })
})
