import { writeFileSync } from 'node:fs'
import * as v from 'valibot'
import { temporaryFolder } from './helpers/temporaryFolder'
import { withLocalWeChat } from './helpers/withLocalWeChat'

/**
 * The twelve calls that WxJava's WxMaExpressServiceImplTest makes. The bodies are what its builders pass to Gson,
 * which leaves out null. The responses are checked against the fields of its classes in the package bean.express: Gson
 * refuses a wrong type, but ignores a missing name.
 *
 * @see
 * https://github.com/binarywang/WxJava/blob/develop/weixin-java-miniapp/src/test/java/cn/binarywang/wx/miniapp/api/impl/WxMaExpressServiceImplTest.java
 */
const OPENID = 'oAg_-0PDUPuLbQw9V9kXE9OkU-Vo'
const ORDER = {
  order_id: 'test201911271429000',
  delivery_id: 'TEST',
  waybill_id: 'test201911271429000_1574836404_waybill_id',
}

const text = v.string()
const long = v.pipe(v.number(), v.safeInteger())
const int = v.pipe(long, v.minValue(-(2 ** 31)), v.maxValue(2 ** 31 - 1))

/** A response of which WxJava reads only the errcode (WxError). */
const done = v.object({ errcode: v.optional(v.literal(0)), errmsg: v.optional(text) })
const serviceType = v.object({ service_type: int, service_name: text })
const delivery = v.object({
  delivery_id: text,
  delivery_name: text,
  can_use_cash: int,
  can_get_quota: int,
  cash_biz_id: text,
  service_type: v.array(serviceType),
})
const account = v.object({
  biz_id: text,
  delivery_id: text,
  create_time: long,
  update_time: long,
  status_code: int,
  alias: text,
  remark_wrong_msg: text,
  remark_content: text,
  quota_num: int,
  quota_update_time: int,
  service_type: v.array(serviceType),
})
const placed = v.object({ order_id: text, waybill_id: text, waybill_data: v.array(v.record(text, text)) })
const orderDetails = v.object({ ...placed.entries, errcode: int, errmsg: text, print_html: text })
const path = v.object({
  openid: text,
  delivery_id: text,
  waybill_id: text,
  path_item_num: int,
  path_item_list: v.array(v.object({ action_time: long, action_type: int, action_msg: text })),
})

const CALLS = [
  {
    test: 'testGetAllDelivery',
    path: 'delivery/getall',
    answer: v.object({ data: v.pipe(v.array(delivery), v.length(14)) }),
  },
  {
    test: 'testGetAllAccount',
    path: 'account/getall',
    answer: v.object({ list: v.pipe(v.array(account), v.length(1)) }),
  },
  {
    test: 'testBindAccount',
    path: 'account/bind',
    body: { type: 'bind', biz_id: '******', delivery_id: 'YUNDA', password: '*********', remark_content: '####' },
    answer: done,
  },
  {
    test: 'testGetQuota',
    path: 'quota/get',
    body: { biz_id: 'bound', delivery_id: 'YUNDA' },
    answer: v.object({ quota_num: int }),
  },
  {
    test: 'testUpdatePrinter',
    path: 'printer/update',
    body: { openid: '*************', update_type: 'unbind' },
    answer: done,
  },
  {
    test: 'testGetPrinter',
    path: 'printer/getall',
    answer: v.object({ count: v.literal(1), openid: v.array(text), tagid_list: v.array(text) }),
  },
  {
    test: 'testAddOrder',
    path: 'order/add',
    body: {
      add_source: 0,
      order_id: 'test201911271429004',
      openid: OPENID,
      delivery_id: 'TEST',
      biz_id: 'test_biz_id',
      custom_remark: '',
      expect_time: 0,
      sender: {
        name: '张三',
        mobile: '177****9809',
        province: '北京市',
        city: '朝阳区',
        area: '朝阳区',
        address: '西坝河****C-102',
      },
      receiver: {
        name: '李四',
        mobile: '180****8772',
        province: '北京市',
        city: '朝阳区',
        area: '朝阳区',
        address: '西坝河北里****101',
      },
      cargo: {
        count: 4,
        weight: 5,
        space_x: 10,
        space_y: 10,
        space_z: 10,
        detail_list: [0, 1, 2, 3].map((at) => ({ name: `商品_${at}`, count: 1 })),
      },
      shop: {
        wxa_path: '/index/index?from=waybill&id=01234567890123456789',
        img_url:
          'https://mmbiz.qpic.cn/mmbiz_png/OiaFLUqewuIDNQnTiaCInIG8ibdosYHhQHPbXJUrqYSNIcBL60vo4LIjlcoNG1QPkeH5GWWEB41Ny895CokeAah8A/640',
        goods_name: '商品_0&商品_1&商品_2&商品_3',
        goods_count: 4,
      },
      insured: { use_insured: 0, insured_value: 0 },
      service: { service_type: 1, service_name: 'test_service_name' },
    },
    answer: placed,
  },
  {
    test: 'testBatchGetOrder',
    path: 'order/batchget',
    body: { order_list: [ORDER] },
    answer: v.object({ order_list: v.tuple([orderDetails]) }),
  },
  { test: 'testCancelOrder', path: 'order/cancel', body: { ...ORDER, openid: OPENID }, answer: done },
  { test: 'testGetOrder', path: 'order/get', body: { ...ORDER, openid: OPENID }, answer: orderDetails },
  { test: 'testGetPath', path: 'path/get', body: { ...ORDER, openid: OPENID }, answer: path },
  {
    test: 'testTestUpdateOrder',
    path: 'test_update_order',
    body: {
      ...ORDER,
      biz_id: 'test_biz_id',
      action_time: 1574850455,
      action_type: 300002,
      action_msg: '开始派送',
    },
    answer: done,
  },
]

describe("WxJava's", () => {
  const folder = temporaryFolder('shared')
  const wechat = withLocalWeChat(() => {
    const customers = ['******', 'bound'].map((biz_id) => ({ delivery_id: 'YUNDA', biz_id, password: '*********' }))
    const appid = 'wx0000000000000000'
    const fixtures = {
      miniPrograms: [{ appid, secret: 'local-secret', members: { developer: [OPENID] } }],
      customers,
    }
    writeFileSync(folder.path('local-wechat.json'), JSON.stringify(fixtures))
    return { fixtures: folder.path('local-wechat.json') }
  })
  beforeEach(() =>
    wechat.control('PUT', 'state', {
      accounts: [{ delivery_id: 'YUNDA', biz_id: 'bound' }],
      printers: [{ openid: 'oPrinter' }],
      orders: [{ ...ORDER, openid: OPENID, waybill_data: [{ key: 'TEST_mark', value: '1' }] }],
    }),
  )

  it.each(CALLS)('$test sends a valid request and can parse the response', async ({ path, body, answer }) => {
    const url = `/cgi-bin/express/business/${path}?access_token=${await wechat.token()}`
    const got = await wechat.https(body ? 'POST' : 'GET', url, body && JSON.stringify(body))

    expect(v.safeParse<v.GenericSchema>(answer, got).issues).toBeUndefined()
  })
})
