import { main as addOrder } from '../../cloudfunctions/addOrder'
import { main as batchGetOrder } from '../../cloudfunctions/batchGetOrder'
import { main as cancelOrder } from '../../cloudfunctions/cancelOrder'
import { main as getOrder } from '../../cloudfunctions/getOrder'
import { main as getPath } from '../../cloudfunctions/getPath'
import { main as getPrinter } from '../../cloudfunctions/getPrinter'
import { addOrder as placing } from '../../cloudfunctions/openapi/apis/logistics/addOrder'
import { cloud } from '../../cloudfunctions/openapi/cloud/sdk'
import { toCamelCase, toSnakeCase } from '../../cloudfunctions/openapi/names/convertCase'
import { main as updatePrinter } from '../../cloudfunctions/updatePrinter'
import { catchLog } from '../helpers/catchLog'
import { order } from '../helpers/order'

/** A handwritten mock of the SDK: it records what each API is called with, and returns the given response. */
const mockSdk = jest.fn()
jest.mock('wx-server-sdk', () => ({
  init: () => undefined,
  openapi: {
    logistics: new Proxy({}, { get: (_, name) => (params: unknown) => mockSdk(name, params) }),
  },
}))

const WAYBILL = { orderId: '01234567890123456789', deliveryId: 'SF', waybillId: '123456789' }
const DATA = [{ key: 'SF_bagAddr', value: '广州' }]
const WIRE_WAYBILL = { order_id: '01234567890123456789', delivery_id: 'SF', waybill_id: '123456789' }

/** The samples of WeChat's documents: the parameters and the response with WeChat's names, and what the log shows. */
const FUNCTIONS = [
  {
    name: 'addOrder',
    main: addOrder,
    event: order,
    answer: { order_id: WAYBILL.orderId, waybill_id: '123456789', waybill_data: DATA },
    logged: { orderId: WAYBILL.orderId, deliveryId: 'SF', bizId: '...xyz' },
  },
  {
    name: 'getOrder',
    main: getOrder,
    event: { ...WAYBILL, printType: 1 },
    answer: { ...WIRE_WAYBILL, print_html: 'PGh0bWw+', waybill_data: DATA, order_status: 0 },
    logged: { orderId: WAYBILL.orderId, deliveryId: 'SF', waybillId: '...6789' },
  },
  {
    name: 'batchGetOrder',
    main: batchGetOrder,
    event: { orderList: [WAYBILL] },
    answer: { order_list: [{ errcode: 0, errmsg: 'ok', ...WIRE_WAYBILL, print_html: 'PGh0bWw+', waybill_data: DATA }] },
    logged: {},
  },
  {
    name: 'cancelOrder',
    main: cancelOrder,
    event: { ...WAYBILL, openid: 'oABC123456' },
    answer: { delivery_resultcode: 0, delivery_resultmsg: '' },
    logged: { orderId: WAYBILL.orderId, deliveryId: 'SF', waybillId: '...6789' },
  },
  {
    name: 'getPath',
    main: getPath,
    event: { ...WAYBILL, openid: 'oABC123456' },
    answer: {
      openid: 'OPENID',
      delivery_id: 'SF',
      waybill_id: '123456789',
      path_item_num: 1,
      path_item_list: [{ action_time: 1533052800, action_type: 100001, action_msg: '快递员已成功取件' }],
    },
    logged: { orderId: WAYBILL.orderId, deliveryId: 'SF', waybillId: '...6789' },
  },
  {
    name: 'getPrinter',
    main: getPrinter,
    event: {},
    answer: { count: 2, openid: ['oABC', 'oXYZ'], tagid_list: ['123', '456'] },
    logged: {},
  },
  {
    name: 'updatePrinter',
    main: updatePrinter,
    event: { openid: 'oJ4v0wRAfiXcnIbM3SgGEUkTw3Qw', updateType: 'bind', tagidList: '123,456' },
    answer: {},
    logged: { updateType: 'bind' },
  },
]

describe.each(FUNCTIONS)('$name', ({ name, main, event, answer, logged }) => {
  const log = catchLog()
  const api = `logistics.${name}`
  const done = { errCode: 0, errMsg: `openapi.${api}:ok` }
  beforeEach(() => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })
    jest.spyOn(Date, 'now').mockReturnValue(0)
    mockSdk.mockReset().mockResolvedValue({ ...toCamelCase(answer), ...done })
  })
  afterEach(() => {
    delete cloud.getWXContext
  })

  it("sends the document's sample with WeChat's names, and returns WeChat's response", async () => {
    expect(await main(event)).toStrictEqual({ ...toCamelCase(answer), ...done })
    expect(mockSdk.mock.calls).toStrictEqual([[name, toSnakeCase(event)]])
  })

  it("logs the order's ids, and no personal data", async () => {
    await main(event, { request_id: 'r-1' })

    expect(log.map((line) => JSON.parse(line))).toStrictEqual([{ api, ...logged, errCode: 0, ms: 0, requestId: 'r-1' }])
  })

  it('refuses a user who is not an admin', async () => {
    cloud.getWXContext = () => ({ OPENID: 'oVisitor' })

    expect(await main(event)).toMatchObject({ errCode: -401001 })
    expect(mockSdk.mock.calls).toStrictEqual([])
  })
})

describe.each([
  { main: addOrder, api: 'logistics.addOrder', event: order },
  { main: cancelOrder, api: 'logistics.cancelOrder', event: WAYBILL },
])('$api with an order that the courier refuses', ({ main, api, event }) => {
  const log = catchLog()
  const errMsg = `openapi.${api}:fail delivery logic fail rid: 6656fc67-14dfe65a-13a98053`

  it("returns WeChat's message, and logs where to read the courier's message", async () => {
    mockSdk.mockReset().mockRejectedValue({ errCode: 9300501, errMsg })

    expect(await main(event)).toStrictEqual({ errCode: 9300501, errMsg })
    expect(log.map((line) => JSON.parse(line))).toMatchObject([
      {
        errCode: 9300501,
        errMsg,
        rid: '6656fc67-14dfe65a-13a98053',
        cause: placing.codes[9300501].cause,
        next: placing.codes[9300501].next,
      },
    ])
  })
})

describe('batchGetOrder', () => {
  catchLog()

  it('refuses before the call if more orders are requested than fit into its response', async () => {
    mockSdk.mockReset()

    expect(await batchGetOrder({ orderList: Array.from({ length: 26 }, () => WAYBILL) })).toStrictEqual({
      errCode: -401002,
      errMsg:
        'openapi.logistics.batchGetOrder:fail parameter.orderList has more than 25 elements: their waybills may ' +
        'exceed the 1 MB that a function may return (-604001)',
    })
    expect(mockSdk.mock.calls).toStrictEqual([])
  })
})
