import { expressCompanyOf } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/couriers'
import { getOrder } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/getOrder'
import { notifyConfirmReceive } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/notifyConfirmReceive'
import { uploadCombinedShippingInfo } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/uploadCombinedShippingInfo'
import { toWireParams } from '../../../../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../../../../helpers/failureOf'

describe('expressCompanyOf', () => {
  it.each([
    ['YUNDA', 'YD'],
    ['BEST', 'HTKY'],
    ['DB', 'DBL'],
    ['JDL', 'JD'],
    ['UCE', 'UC'],
    ['ANE', 'ANEKY'],
    ['SF', 'SF'],
    ['HHTT', 'HHTT'],
    ['toString', 'toString'],
  ])('returns for %s: %s', (deliveryId, expressCompany) => {
    expect(expressCompanyOf(deliveryId)).toBe(expressCompany)
  })
})

describe('uploadCombinedShippingInfo', () => {
  it('checks each order as uploadShippingInfo does', () => {
    const { example } = uploadCombinedShippingInfo
    const [first] = example.subOrders
    const subOrders = [first, { ...first, shippingList: [{ itemDesc: '抱枕' }] }]

    expect(failureOf(() => toWireParams(uploadCombinedShippingInfo, { ...example, subOrders }))).toMatchObject({
      errCode: -401002,
      errMsg:
        'openapi.wxa.sec.order.uploadCombinedShippingInfo:fail parameter.subOrders[1].shippingList[0].trackingNo is missing: it is required if logisticsType is 1; ' +
        'parameter.subOrders[1].shippingList[0].expressCompany is missing: it is required if logisticsType is 1',
    })
  })
})

describe('getOrder', () => {
  it('has flat numbers under other names than the uploads', () => {
    const event = { merchantId: '1900000001', merchantTradeNo: 'T1' }

    expect(toWireParams(getOrder, event)).toStrictEqual({ merchant_id: '1900000001', merchant_trade_no: 'T1' })
  })

  it.each([
    [{}, 'parameter.transactionId is missing: it is required unless merchantTradeNo is filled in'],
    [{ merchantTradeNo: 'T1' }, 'parameter.merchantId is missing: it is required if merchantTradeNo is filled in'],
  ])('refuses %j: %s', (event, problem) => {
    expect(failureOf(() => toWireParams(getOrder, event))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.wxa.sec.order.getOrder:fail ${problem}`,
    })
  })
})

describe('notifyConfirmReceive', () => {
  it('refuses a time in milliseconds', () => {
    const event = { transactionId: '42', receivedTime: 1767240001000 }

    expect(failureOf(() => toWireParams(notifyConfirmReceive, event)).errMsg).toMatch(/is in milliseconds/)
  })
})
