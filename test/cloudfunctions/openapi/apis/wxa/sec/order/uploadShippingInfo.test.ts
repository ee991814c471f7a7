import { uploadShippingInfo } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/uploadShippingInfo'
import { toOpenApiError } from '../../../../../../../cloudfunctions/openapi/errors/toOpenApiError'
import { toCamelCase } from '../../../../../../../cloudfunctions/openapi/names/convertCase'
import { toWireParams } from '../../../../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../../../../helpers/failureOf'

/** The sample of the document. */
const SAMPLE = {
  order_key: { order_number_type: 2, transaction_id: 'fake-transid-20221214190427-1' },
  delivery_mode: 1,
  logistics_type: 1,
  shipping_list: [
    {
      tracking_no: 'fake-trackingno-2022121419042711',
      express_company: 'STO',
      item_desc: '微信气泡狗集线器*1',
      contact: { consignor_contact: '+86-177****1234' },
    },
  ],
  upload_time: '2022-12-15T13:29:35.120+08:00',
  payer: { openid: 'ogqztkPsejM9MQAFfwCQSCi4oNg3' },
}
const { example } = uploadShippingInfo
const [parcel] = example.shippingList
const withParcel = (more: object) => ({ ...example, shippingList: [{ ...parcel, ...more }] })
const withKey = (orderKey: object) => ({ ...example, orderKey })

const ACCEPTED = [
  { rule: "the document's sample", event: SAMPLE },
  { rule: "the document's sample in camelCase", event: Object(toCamelCase(SAMPLE)) },
  { rule: 'the numbers of the merchant', event: withKey({ orderNumberType: 1, mchid: '1', outTradeNo: 'T1' }) },
  {
    rule: 'goods that the buyer picks up',
    event: { ...example, logisticsType: 4, shippingList: [{ itemDesc: '抱枕' }] },
  },
  {
    rule: 'two parcels',
    event: { ...example, deliveryMode: 2, isAllDelivered: false, shippingList: [parcel, parcel] },
  },
  { rule: 'an unknown courier', event: withParcel({ expressCompany: 'HHTT' }) },
  { rule: '120 emoji', event: withParcel({ itemDesc: '🐶'.repeat(120) }) },
  ...['189****1234', '021-****1234', '****1234', '0**2-***1234', '021-**34-12', '0**2-******23-10', '****123-8008'].map(
    (receiverContact) => ({
      rule: `SF with ${receiverContact}`,
      event: withParcel({ expressCompany: 'SF', contact: { receiverContact } }),
    }),
  ),
]

const REFUSED: readonly [event: object, problem: string][] = [
  [
    withKey({ orderNumberType: 2, transactionId: '42', mchid: '1' }),
    'parameter.orderKey.mchid should be left out if orderNumberType is 2',
  ],
  [
    withKey({ orderNumberType: 1, transactionId: '42', mchid: '1', outTradeNo: 'T1' }),
    'parameter.orderKey.transactionId should be left out if orderNumberType is 1',
  ],
  [
    withKey({ orderNumberType: 1, mchid: '1' }),
    'parameter.orderKey.outTradeNo is missing: it is required if orderNumberType is 1',
  ],
  [
    { ...example, shippingList: [parcel, parcel] },
    'parameter.shippingList should have one element if deliveryMode is 1: join the goods of the parcel in its itemDesc',
  ],
  [{ ...example, deliveryMode: 2 }, 'parameter.isAllDelivered is missing: it is required if deliveryMode is 2'],
  [
    withParcel({ trackingNo: '' }),
    'parameter.shippingList[0].trackingNo is missing: it is required if logisticsType is 1',
  ],
  [
    withParcel({ expressCompany: 'SF' }),
    'parameter.shippingList[0].contact is missing: SF needs one of its two numbers',
  ],
  ...['1234', '18912341234', '189****123'].map((consignorContact): [object, string] => [
    withParcel({ expressCompany: 'SF', contact: { consignorContact } }),
    'parameter.shippingList[0].contact.consignorContact should be masked but for its last four digits, such as 138****1234',
  ]),
  ...Object.entries({ YUNDA: 'YD', BEST: 'HTKY', DB: 'DBL', JDL: 'JD', UCE: 'UC', ANE: 'ANEKY' }).map(
    ([id, right]): [object, string] => [
      withParcel({ expressCompany: id }),
      `parameter.shippingList[0].expressCompany should be "${right}": this courier has another id in 物流助手`,
    ],
  ),
  [withParcel({ itemDesc: '🐶'.repeat(121) }), 'parameter.shippingList[0].itemDesc has more than 120 characters'],
  ...['2022-12-15 13:29:35', '2022-12-15T13:29:35', '1671082175', '2022-13-45T13:29:35Z'].map(
    (uploadTime): [object, string] => [
      { ...example, uploadTime },
      'parameter.uploadTime should be in RFC 3339, such as 2022-12-15T13:29:35.120+08:00 or new Date().toISOString()',
    ],
  ),
]

describe('uploadShippingInfo', () => {
  it.each(ACCEPTED)('accepts $rule', ({ event }) => {
    expect(toCamelCase(toWireParams(uploadShippingInfo, event))).toStrictEqual(toCamelCase(event))
  })

  it.each(REFUSED)('refuses %j: %s', (event, problem) => {
    expect(failureOf(() => toWireParams(uploadShippingInfo, event))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.wxa.sec.order.uploadShippingInfo:fail ${problem}`,
    })
  })

  it('refuses the text that the document once had for deliveryMode, by its type', () => {
    expect(failureOf(() => toWireParams(uploadShippingInfo, { ...example, deliveryMode: 'UNIFIED_DELIVERY' }))).toEqual(
      {
        errCode: -401003,
        errMsg:
          'openapi.wxa.sec.order.uploadShippingInfo:fail parameter.deliveryMode should be number instead of string',
      },
    )
  })

  it('shows the way over HTTPS if the account has no such cloud call', () => {
    const thrown = { errCode: -604100, errMsg: 'system error: error code: -604100' }

    expect(toOpenApiError(uploadShippingInfo, thrown).toJSON()).toStrictEqual({
      errCode: -604100,
      errMsg:
        'openapi.wxa.sec.order.uploadShippingInfo:fail API not found: this account has no cloud call wxa.sec.order.uploadShippingInfo, ' +
        "although WeChat documents it. Call it over HTTPS: require('wx-logistics').createOpenApi({ appid, secret })" +
        '.wxa.sec.order.uploadShippingInfo(...), on a server or in a function with a fixed public IP',
    })
  })

  it('knows the codes of the facts', () => {
    expect(Object.keys(uploadShippingInfo.codes).map(Number)).toStrictEqual([
      47001, 48001, 10060001, 10060002, 10060003, 10060004, 10060005, 10060006, 10060007, 10060008, 10060009, 10060012,
      10060014, 10060019, 10060020, 10060023, 10060024, 10060025, 10060026, 10060031, 268440065, 268485194, 268485195,
      268485196, 268485197, 268485216, 268485224, 268485226, 268485227, 268485228, -604100,
    ])
  })
})
