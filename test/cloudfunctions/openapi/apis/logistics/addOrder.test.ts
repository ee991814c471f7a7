import { addOrder } from '../../../../../cloudfunctions/openapi/apis/logistics/addOrder'
import { toSnakeCase } from '../../../../../cloudfunctions/openapi/names/convertCase'
import { toWireParams } from '../../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../../helpers/failureOf'
import { order } from '../../../../helpers/order'

const PICTURE = 'https://mmbiz.qpic.cn/mmbiz_png/640'

/** The older form of the sample: one type of goods, without a list. */
const older = {
  ...order,
  shop: { wxaPath: '/index/index', imgUrl: PICTURE, goodsName: '微信气泡狗抱枕&微信气泡狗抱枕', goodsCount: 2 },
  expectTime: 1557989929,
  takeMode: 0,
}

/**
 * The order that WxJava's WxMaExpressServiceImplTest.testAddOrder builds (binarywang/WxJava, 3e48dc7f), with other
 * phone numbers.
 */
const wxJava = {
  add_source: 0,
  order_id: 'test201911271429004',
  openid: 'oAg_-0PDUPuLbQw9V9kXE9OkU-Vo',
  delivery_id: 'TEST',
  biz_id: 'test_biz_id',
  custom_remark: '',
  expect_time: 0,
  sender: {
    name: '张三',
    mobile: '18666666666',
    province: '北京市',
    city: '朝阳区',
    area: '朝阳区',
    address: '西坝河C-102',
  },
  receiver: {
    name: '李四',
    mobile: '18610000000',
    province: '北京市',
    city: '朝阳区',
    area: '朝阳区',
    address: '西坝河101',
  },
  cargo: {
    count: 4,
    weight: 5,
    space_x: 10,
    space_y: 10,
    space_z: 10,
    detail_list: [0, 1, 2, 3].map((i) => ({ name: `商品_${i}`, count: 1 })),
  },
  shop: { wxa_path: '/index/index', img_url: PICTURE, goods_name: '商品_0&商品_1&商品_2&商品_3', goods_count: 4 },
  insured: { use_insured: 0, insured_value: 0 },
  service: { service_type: 1, service_name: 'test_service_name' },
}

const { openid: _, ...withoutOpenid } = order
const { customRemark: __, ...optionalLeftOut } = order
const { shop: ___, ...withoutShop } = order
const bare = { mobile: '18666666666' }

const ACCEPTED = [
  { rule: "the document's sample", event: order, wire: toSnakeCase(order) },
  { rule: 'the same in snake_case', event: toSnakeCase(order), wire: toSnakeCase(order) },
  { rule: 'the older sample, with a time', event: older, wire: toSnakeCase(older) },
  { rule: "WxJava's order in the sandbox", event: wxJava, wire: { ...wxJava, custom_remark: undefined } },
  {
    rule: "an App's order, whose buyer has no openid here",
    event: { ...withoutOpenid, addSource: 2, wxAppid: 'wx1' },
    wire: { ...toSnakeCase(withoutOpenid), add_source: 2, wx_appid: 'wx1' },
  },
  { rule: 'no remark', event: { ...order, customRemark: '' }, wire: toSnakeCase(optionalLeftOut) },
  { rule: 'no shop', event: withoutShop, wire: toSnakeCase(withoutShop) },
  {
    rule: 'a tel or a mobile without other personal data',
    event: { ...order, sender: { tel: '020-88888888' }, receiver: bare },
    wire: { ...toSnakeCase(order), sender: { tel: '020-88888888' }, receiver: bare },
  },
  {
    rule: 'an empty insured',
    event: { ...order, insured: {} },
    wire: { ...toSnakeCase(order), insured: {} },
  },
  {
    rule: 'an agreed pickup time',
    event: { ...order, expectTime: 0 },
    wire: { ...toSnakeCase(order), expect_time: 0 },
  },
]

const person = (who: 'sender' | 'receiver', more: object) => ({ ...order, [who]: { ...bare, ...more } })
const cargo = (more: object) => ({ ...order, cargo: { ...order.cargo, ...more } })
const shop = (more: object) => ({ ...older, shop: { ...older.shop, ...more } })
const goods = (more: object) => ({
  ...order,
  shop: { detailList: [{ goodsName: '抱枕', goodsImgUrl: PICTURE, ...more }] },
})

const bytes = (n: number) => 'x'.repeat(n)
/** Limits in bytes: a string of exactly this length is accepted, one that is a byte longer is refused. */
const TEXTS: [path: string, max: number, event: (text: string) => object][] = [
  ['orderId', 512, (orderId) => ({ ...order, orderId })],
  ['customRemark', 1024, (customRemark) => ({ ...order, customRemark })],
  ...(['sender', 'receiver'] as const).flatMap((who) =>
    Object.entries({
      name: 64,
      tel: 32,
      mobile: 32,
      company: 64,
      postCode: 10,
      country: 64,
      province: 64,
      city: 64,
      area: 64,
      address: 512,
    }).map(([name, max]): [string, number, (text: string) => object] => [
      `${who}.${name}`,
      max,
      (text) => person(who, { [name]: text }),
    ]),
  ),
  ['cargo.detailList[0].name', 128, (name) => cargo({ detailList: [{ name, count: 1 }] })],
  ['shop.goodsName', 128, (goodsName) => shop({ goodsName })],
]

const unlessList = 'it is required unless detailList is filled in'
const REFUSED = [
  { event: withoutOpenid, problem: 'openid is missing: it is required unless addSource is 2' },
  { event: { ...order, openid: '' }, problem: 'openid is missing: it is required unless addSource is 2' },
  { event: { ...order, addSource: 2 }, problem: 'wxAppid is missing: it is required if addSource is 2' },
  {
    event: { ...order, sender: { name: '张三' } },
    problem: 'sender.mobile is missing: it is required unless tel is filled in',
  },
  {
    event: { ...order, receiver: { mobile: ' ' } },
    problem: 'receiver.mobile is blank: it is required unless tel is filled in',
  },
  {
    event: { ...order, shop: { wxaPath: '/index/index' } },
    problem: `shop.imgUrl is missing: ${unlessList}; parameter.shop.goodsName is missing: ${unlessList}; parameter.shop.goodsCount is missing: ${unlessList}`,
  },
  { event: shop({ imgUrl: '', detailList: [] }), problem: `shop.imgUrl is missing: ${unlessList}` },
  { event: shop({ goodsCount: 0 }), problem: 'shop.goodsCount should be at least 1' },
  { event: goods({ goodsName: '' }), problem: 'shop.detailList[0].goodsName is blank' },
  { event: goods({ goodsImgUrl: undefined }), problem: 'shop.detailList[0].goodsImgUrl is missing' },
  { event: { ...order, addSource: 1 }, problem: 'addSource should be 0 or 2' },
  { event: { ...order, addSource: undefined }, problem: 'addSource is missing' },
  { event: { ...order, takeMode: 2 }, problem: 'takeMode should be 0 or 1' },
  { event: { ...order, tagid: 1.5 }, problem: 'tagid should be a whole number' },
  { event: { ...order, expectTime: 1557989929000 }, problem: 'expectTime is in milliseconds: it should be in seconds' },
  { event: { ...order, expectTime: -1 }, problem: 'expectTime should be at least 0' },
  { event: cargo({ count: -1 }), problem: 'cargo.count should be at least 0' },
  { event: cargo({ weight: -5.5 }), problem: 'cargo.weight should be at least 0' },
  { event: cargo({ spaceX: Infinity }), problem: 'cargo.spaceX should be finite' },
  { event: cargo({ detailList: undefined }), problem: 'cargo.detailList is missing' },
  { event: cargo({ detailList: [{ name: ' ', count: 1 }] }), problem: 'cargo.detailList[0].name is blank' },
  { event: { ...order, insured: { useInsured: 2 } }, problem: 'insured.useInsured should be 0 or 1' },
  { event: { ...order, insured: { insuredValue: 99.5 } }, problem: 'insured.insuredValue should be a whole number' },
  { event: { ...order, insured: undefined }, problem: 'insured is missing' },
  { event: { ...order, service: { serviceType: 0 } }, problem: 'service.serviceName is missing' },
  { event: { ...order, bizId: ' ' }, problem: 'bizId is blank' },
]

const WRONG_TYPES = [
  { event: cargo({ weight: '5.5' }), problem: 'cargo.weight should be number instead of string' },
  { event: { ...order, expectTime: '1557989929' }, problem: 'expectTime should be number instead of string' },
  { event: person('sender', { mobile: 18666666666 }), problem: 'sender.mobile should be string instead of number' },
  {
    event: { ...order, shop: { detailList: { goodsName: '抱枕' } } },
    problem: 'shop.detailList should be array instead of object',
  },
  { event: { ...order, receiver: '王小蒙' }, problem: 'receiver should be object instead of string' },
]

describe('addOrder', () => {
  it('uses the documented path over HTTPS', () => {
    expect(addOrder.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/order/add' })
  })

  it.each(ACCEPTED)('accepts $rule', ({ event, wire }) => {
    expect(toWireParams(addOrder, event)).toEqual(wire)
  })

  it.each(TEXTS)('accepts %s with up to %d bytes', (path, max, event) => {
    expect(toWireParams(addOrder, event(bytes(max)))).toStrictEqual(toSnakeCase(event(bytes(max))))
    expect(failureOf(() => toWireParams(addOrder, event(bytes(max + 1))))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.logistics.addOrder:fail parameter.${path} is longer than ${max} bytes`,
    })
  })

  it.each(REFUSED)('refuses a missing or invalid parameter and names its path: $problem', ({ event, problem }) => {
    expect(failureOf(() => toWireParams(addOrder, event))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.logistics.addOrder:fail parameter.${problem}`,
    })
  })

  it.each(WRONG_TYPES)('refuses a wrong type: $problem', ({ event, problem }) => {
    expect(failureOf(() => toWireParams(addOrder, event))).toStrictEqual({
      errCode: -401003,
      errMsg: `openapi.logistics.addOrder:fail parameter.${problem}`,
    })
  })

  it('names a misspelt parameter of a person and lists the known ones', () => {
    expect(failureOf(() => toWireParams(addOrder, person('receiver', { adress: 'XX路' })))).toStrictEqual({
      errCode: -401002,
      errMsg:
        'openapi.logistics.addOrder:fail parameter.receiver.adress is unknown, did you mean "address"? ' +
        '(known: name, tel, mobile, company, postCode, country, province, city, area, address)',
    })
  })

  it("knows the codes that WeChat's pages document or users report", () => {
    expect(Object.keys(addOrder.codes).map(Number)).toStrictEqual([
      40003, 930559, 930561, 930564, 9300501, 9300502, 9300503, 9300510, 9300522, 9300525, 9300526, 9300531, 9300534,
      9300535, 9300536, 9909001,
    ])
  })

  it('logs no personal data', () => {
    expect(Object.keys(addOrder.logged)).toStrictEqual(['orderId', 'deliveryId', 'bizId'])
  })
})
