import { actionTypes } from '../../../../../cloudfunctions/openapi/apis/logistics/fields'
import { testUpdateOrder } from '../../../../../cloudfunctions/openapi/apis/logistics/testUpdateOrder'
import { choicesOf } from '../../../../../cloudfunctions/openapi/apis/schemas'
import { toWireParams } from '../../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../../helpers/failureOf'

/** The parameters that the document and WxJava's WxMaExpressServiceImplTest send. */
const MOVE = {
  bizId: 'test_biz_id',
  orderId: 'test201911271429000',
  deliveryId: 'TEST',
  waybillId: 'test201911271429000_1574836404_waybill_id',
  actionTime: 1574850455,
  actionType: 300002,
  actionMsg: '开始派送',
}
const WIRE = {
  biz_id: 'test_biz_id',
  order_id: 'test201911271429000',
  delivery_id: 'TEST',
  waybill_id: 'test201911271429000_1574836404_waybill_id',
  action_time: 1574850455,
  action_type: 300002,
  action_msg: '开始派送',
}

const ACCEPTED = [
  { rule: "a step of the parcel's path", event: MOVE, wire: WIRE },
  { rule: 'snake_case', event: WIRE, wire: WIRE },
]

const REFUSED = [
  { event: { ...MOVE, deliveryId: 'SF' }, problem: 'parameter.deliveryId should be "TEST"' },
  { event: { ...MOVE, bizId: 'xyz' }, problem: 'parameter.bizId should be "test_biz_id"' },
  {
    event: { ...MOVE, actionType: 300001 },
    problem: 'parameter.actionType should be 100001, 100002, 100003, 200001, 300002, 300003, 300004, 400001 or 400002',
  },
  {
    event: { ...MOVE, actionTime: 1574850455000 },
    problem: 'parameter.actionTime is in milliseconds: it should be in seconds',
  },
  { event: { ...MOVE, actionMsg: '' }, problem: 'parameter.actionMsg is blank' },
]

describe('testUpdateOrder', () => {
  it('uses the documented path over HTTPS', () => {
    expect(testUpdateOrder.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/test_update_order' })
  })

  it.each(ACCEPTED)('accepts $rule', ({ event, wire }) => {
    expect(toWireParams(testUpdateOrder, event)).toStrictEqual(wire)
  })

  it.each(REFUSED)('refuses $event: $problem', ({ event, problem }) => {
    expect(failureOf(() => toWireParams(testUpdateOrder, event))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.logistics.testUpdateOrder:fail ${problem}`,
    })
  })

  it("knows the codes that WeChat's pages document or users report", () => {
    expect(Object.keys(testUpdateOrder.codes).map(Number)).toStrictEqual([930563, -2])
  })

  it('accepts the actions that have a description', () => {
    expect(choicesOf(testUpdateOrder.params.entries.actionType).map(String)).toStrictEqual(Object.keys(actionTypes))
  })

  it('is not available to cloud functions', () => {
    expect(testUpdateOrder.cloud).toBe(false)
  })
})
