import { queryTrace } from '../../../../../cloudfunctions/openapi/apis/openMsg/queryTrace'
import { traceWaybill } from '../../../../../cloudfunctions/openapi/apis/openMsg/traceWaybill'
import { toWireParams } from '../../../../../cloudfunctions/openapi/params/toWireParams'

/** The sample of the document. */
const SAMPLE = {
  openid: 'ovtZW4yB7DIj3CxOb6ii-nk4HhFo',
  waybill_id: 'WXTESTEXPRESS0000014',
  sender_phone: '12345678901',
  receiver_phone: '123456566',
  goods_info: { detail_list: [{ goods_name: '测试名字', goods_img_url: 'www.qq.com' }] },
}

describe('traceWaybill', () => {
  it("accepts the document's sample, which has neither transId nor orderDetailPath", () => {
    expect(toWireParams(traceWaybill, SAMPLE)).toStrictEqual(SAMPLE)
  })

  it('is not offered to cloud functions, like queryTrace', () => {
    expect([traceWaybill.cloud, queryTrace.cloud]).toStrictEqual([false, false])
  })
})
