import type { ApiName } from '../../cloudfunctions/openapi/apis'
import { toSnakeCase } from '../../cloudfunctions/openapi/names/convertCase'
import { order } from './order'

/** A sample of WeChat's documents: the request, the response, and the state that must exist before. */
export interface DocumentSample {
  api: ApiName
  /** What distinguishes it, if an API has several samples. */
  row: string
  /** The first line of its page. */
  https: `${'GET' | 'POST'} /cgi-bin/express/business/${string}`
  /** The state that `PUT /emulator/state` sets before the call. */
  given: object
  /** The body over HTTPS. The document's cloud sample has the same values with camelCase names. */
  body: object
  /** The whole response over HTTPS. `rid: ...` and the title of a waybill replace values that differ in each call. */
  answer: Readonly<Record<string, unknown>>
}

const SF_ORDER = { order_id: '01234567890123456789', delivery_id: 'SF', waybill_id: '123456789' }
const OTHER_SF_ORDER = { order_id: '01234567890123456789_2', delivery_id: 'SF', waybill_id: '123456789_2' }
const SANDBOX_ORDER = { order_id: 'xxxxxxxxxxxx', delivery_id: 'TEST', waybill_id: 'xxxxxxxxxx' }
const waybill_data = [
  { key: 'SF_bagAddr', value: '广州' },
  { key: 'SF_mark', value: '101- 07-03 509' },
]
const path_item_list = [
  { action_time: 1533052800, action_type: 100001, action_msg: '快递员已成功取件' },
  { action_time: 1533062800, action_type: 200001, action_msg: '快件已到达xxx集散中心，准备发往xxx' },
  { action_time: 1533072800, action_type: 300001, action_msg: '快递员已出发，联系电话xxxxxx' },
]
const ok = { errcode: 0, errmsg: 'ok' }
const parcel = toSnakeCase(order)
const more = { can_use_cash: 0, can_get_quota: 0, cash_biz_id: '' }
const courier = (delivery_id: string, delivery_name: string, services: Record<number, string>, known = {}) => ({
  delivery_id,
  delivery_name,
  ...more,
  ...known,
  service_type: Object.entries(services).map(([type, service_name]) => ({ service_type: Number(type), service_name })),
})

/**
 * The seven couriers of getAllDelivery's sample, which shows their ids and names. The other values are from its table.
 */
const couriers = [
  courier('BEST', '百世快递', { 1: '普通快递' }, { can_get_quota: 1 }),
  courier('EMS', '中国邮政速递物流', { 6: '标准快递' }),
  courier('PJ', '品骏物流', { 1: '普通快递' }),
  courier('SF', '顺丰速运', { 0: '标准快递' }, { can_use_cash: 1, cash_biz_id: 'SF_CASH' }),
  courier('YTO', '圆通速递', { 0: '普通快递' }, { can_get_quota: 1 }),
  courier('YUNDA', '韵达快递', { 0: '标准快件' }, { can_get_quota: 1 }),
  courier('ZTO', '中通快递', { 0: '标准快件' }, { can_get_quota: 1 }),
]

/** The fixtures with which the local WeChat returns the same responses as the documents. */
export const documentFixtures = {
  miniPrograms: [{ appid: 'wx0000000000000000', secret: 'local-secret' }],
  couriers,
  customers: [
    { delivery_id: 'YUNDA', biz_id: '123456', password: '123456789123456789' },
    { delivery_id: 'YUNDA', biz_id: '123456789', password: '', quota_num: 55 },
    { delivery_id: 'YTO', biz_id: 'xyz', password: '', quota_num: 210 },
    { delivery_id: 'SF', biz_id: 'xyz', password: '' },
  ],
}

/** The keys of SF as users traced them, with the sorting code that the local WeChat makes. */
const SF_KEYS =
  'abFlag cargoName codeMapping codingMappingOut destEncodePhone destRouteLabel destTeamCode destcode filter_result limitTypeCode origincode printFlag printIcon sourceTransferCode twoDimensionCode xbFlag'
/**
 * The documents show three of these fields and older keys. The rest was traced:
 * https://developers.weixin.qq.com/community/develop/doc/0004049e878540068780f766e66400
 */
const placed = {
  ...ok,
  order_id: '01234567890123456789',
  waybill_id: 'SF2389233654308',
  waybill_data: SF_KEYS.split(' ').map((key) => ({ key, value: key === 'destRouteLabel' ? '238-923-365' : '' })),
  delivery_resultcode: 0,
  delivery_resultmsg: 'success',
  is_correct_sender: 0,
  is_correct_receiver: 0,
}

/**
 * All samples on the pages of the APIs of logistics. If two pages differ, the newest is used.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html
 */
export const documentSamples: readonly DocumentSample[] = [
  {
    api: 'logistics.bindAccount',
    row: '',
    https: 'POST /cgi-bin/express/business/account/bind',
    given: {},
    body: { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: '123456789123456789' },
    answer: ok,
  },
  {
    api: 'logistics.getAllAccount',
    row: '',
    https: 'GET /cgi-bin/express/business/account/getall',
    given: {
      accounts: [{ delivery_id: 'YUNDA', biz_id: '123456789', create_time: 1555482786, update_time: 1556594799 }],
      quotas: [{ delivery_id: 'YUNDA', biz_id: '123456789', used: 0, update_time: 1556594799 }],
    },
    body: {},
    answer: {
      count: 1,
      list: [
        {
          biz_id: '123456789',
          delivery_id: 'YUNDA',
          create_time: 1555482786,
          update_time: 1556594799,
          status_code: 0,
          alias: '',
          remark_wrong_msg: '',
          remark_content: '',
          quota_num: 55,
          quota_update_time: 1556594799,
          service_type: [{ service_type: 0, service_name: '标准快件' }],
        },
      ],
    },
  },
  {
    api: 'logistics.getAllDelivery',
    row: '',
    https: 'GET /cgi-bin/express/business/delivery/getall',
    given: {},
    body: {},
    answer: { count: 7, data: couriers },
  },
  {
    api: 'logistics.getQuota',
    row: '',
    https: 'POST /cgi-bin/express/business/quota/get',
    given: { accounts: [{ delivery_id: 'YTO', biz_id: 'xyz' }] },
    body: { delivery_id: 'YTO', biz_id: 'xyz' },
    answer: { quota_num: 210 },
  },
  {
    api: 'logistics.addOrder',
    row: 'current',
    https: 'POST /cgi-bin/express/business/order/add',
    given: { accounts: [{ delivery_id: 'SF', biz_id: 'xyz' }] },
    body: parcel,
    answer: placed,
  },
  {
    api: 'logistics.addOrder',
    row: 'from 2022',
    https: 'POST /cgi-bin/express/business/order/add',
    given: { accounts: [{ delivery_id: 'SF', biz_id: 'xyz' }] },
    body: {
      ...parcel,
      expect_time: 0,
      take_mode: 0,
      shop: {
        wxa_path: '/index/index?from=waybill&id=01234567890123456789',
        img_url: 'https://mmbiz.qpic.cn/mmbiz_png/small/640',
        goods_name: '微信气泡狗抱枕&微信气泡狗',
        goods_count: 2,
      },
    },
    answer: placed,
  },
  {
    // The sample shows a wrong password, which the local WeChat's couriers do not report. This reason was observed
    // instead.
    api: 'logistics.addOrder',
    row: 'that the courier refuses',
    https: 'POST /cgi-bin/express/business/order/add',
    given: {
      accounts: [{ delivery_id: 'YTO', biz_id: 'xyz' }],
      quotas: [{ delivery_id: 'YTO', biz_id: 'xyz', used: 210, update_time: 1 }],
    },
    body: { ...parcel, delivery_id: 'YTO', service: { service_type: 0, service_name: '普通快递' } },
    answer: {
      errcode: 9300501,
      errmsg: 'delivery logic fail rid: ...',
      delivery_resultcode: 20007,
      delivery_resultmsg: '抱歉, 您没有足够的单号了,请尽快联系网点申购,面单类型:普通',
      waybill_data: {},
    },
  },
  {
    api: 'logistics.getOrder',
    row: '',
    https: 'POST /cgi-bin/express/business/order/get',
    given: { orders: [{ ...SF_ORDER, waybill_data }] },
    body: { ...SF_ORDER, openid: 'oABC123456', print_type: 1 },
    answer: { ...ok, ...SF_ORDER, print_html: '运单 123456789', waybill_data, order_status: 0 },
  },
  {
    // The sample requests the first order twice, but its response contains this other one.
    api: 'logistics.batchGetOrder',
    row: '',
    https: 'POST /cgi-bin/express/business/order/batchget',
    given: {
      orders: [
        { ...SF_ORDER, waybill_data },
        { ...OTHER_SF_ORDER, waybill_data },
      ],
    },
    body: { order_list: [SF_ORDER, OTHER_SF_ORDER] },
    answer: {
      order_list: [
        { ...ok, ...SF_ORDER, print_html: '运单 123456789', waybill_data, order_status: 0 },
        { ...ok, ...OTHER_SF_ORDER, print_html: '运单 123456789_2', waybill_data, order_status: 0 },
      ],
    },
  },
  {
    api: 'logistics.cancelOrder',
    row: '',
    https: 'POST /cgi-bin/express/business/order/cancel',
    given: { orders: [SF_ORDER] },
    body: { ...SF_ORDER, openid: 'oABC123456' },
    answer: { ...ok, delivery_resultcode: 0, delivery_resultmsg: '' },
  },
  {
    api: 'logistics.getPath',
    row: '',
    https: 'POST /cgi-bin/express/business/path/get',
    given: { orders: [{ ...SF_ORDER, openid: 'OPENID', path_item_list }] },
    body: { ...SF_ORDER, openid: 'oABC123456' },
    answer: { openid: 'OPENID', delivery_id: 'SF', waybill_id: '123456789', path_item_num: 3, path_item_list },
  },
  {
    api: 'logistics.getPrinter',
    row: '',
    https: 'GET /cgi-bin/express/business/printer/getall',
    given: {
      printers: [
        { openid: 'oABC', tagid_list: ['123'] },
        { openid: 'oXYZ', tagid_list: ['123', '456'] },
      ],
    },
    body: {},
    answer: { count: 2, openid: ['oABC', 'oXYZ'], tagid_list: ['123', '456'] },
  },
  {
    api: 'logistics.updatePrinter',
    row: '',
    https: 'POST /cgi-bin/express/business/printer/update',
    given: {},
    body: { openid: 'oJ4v0wRAfiXcnIbM3SgGEUkTw3Qw', update_type: 'bind', tagid_list: '123,456' },
    answer: ok,
  },
  {
    api: 'logistics.testUpdateOrder',
    row: '',
    https: 'POST /cgi-bin/express/business/test_update_order',
    given: { orders: [SANDBOX_ORDER] },
    body: {
      ...SANDBOX_ORDER,
      biz_id: 'test_biz_id',
      action_time: 123456789,
      action_type: 100001,
      action_msg: '揽件阶段',
    },
    answer: ok,
  },
]
