import * as v from 'valibot'
import { addOrderCodes, addOrderLost } from '../codes/orders'
import { type Api, type ParamTexts, resultOf } from './Api'
import type { WaybillDatum } from './getOrder'
import {
  conditional,
  measure,
  oneOfNumbers,
  optional,
  optionalText,
  required,
  requiredText,
  unixSeconds,
  wholeNumber,
} from './schemas'
import { DELIVERY_ID, OPENID } from './texts'

/** The sender or the receiver. Name and address are optional: assumed#party-optional */
const person = conditional(
  {
    name: optionalText(64),
    tel: optionalText(32),
    mobile: optionalText(32),
    company: optionalText(64),
    postCode: optionalText(10),
    country: optionalText(64),
    province: optionalText(64),
    city: optionalText(64),
    area: optionalText(64),
    address: optionalText(512),
  },
  [{ needs: 'mobile', unless: 'tel' }],
)

const cargo = v.object({
  count: wholeNumber(0),
  weight: measure(),
  spaceX: measure(),
  spaceY: measure(),
  spaceZ: measure(),
  // The newest page calls it a weight, but its sample has this list.
  detailList: v.array(v.object({ name: requiredText(128), count: wholeNumber(0) })),
})

const shop = conditional(
  {
    wxaPath: optional,
    imgUrl: optional,
    goodsName: optionalText(128),
    // 9300535 for 0
    goodsCount: v.optional(wholeNumber(1)),
    // The newest page calls it an object, but its sample and the older page have a list. 9300526 without goodsImgUrl.
    // goodsDesc is optional: assumed#goods-desc-optional
    detailList: v.optional(v.array(v.object({ goodsName: required, goodsImgUrl: required, goodsDesc: optional }))),
  },
  [
    { needs: 'imgUrl', unless: 'detailList' },
    { needs: 'goodsName', unless: 'detailList' },
    { needs: 'goodsCount', unless: 'detailList' },
  ],
)

/**
 * Places an order and returns its waybill. 生成运单。
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html
 * @example
 * await openapi.logistics.addOrder({
 *   addSource: 0,
 *   orderId: '01234567890123456789',
 *   openid: 'oABC123456',
 *   deliveryId: 'SF',
 *   bizId: 'xyz',
 *   sender: { name: '张三', mobile: '18666666666', province: '广东省', city: '广州市', area: '海珠区', address: 'XX路XX号' },
 *   receiver: { name: '王小蒙', mobile: '18610000000', province: '广东省', city: '广州市', area: '天河区', address: 'XX路XX号' },
 *   cargo: { count: 1, weight: 5.5, spaceX: 30.5, spaceY: 20, spaceZ: 20, detailList: [{ name: '抱枕', count: 1 }] },
 *   insured: { useInsured: 0 },
 *   service: { serviceType: 0, serviceName: '标准快递' },
 *   expectTime: 0,
 * })
 */
export const addOrder = {
  name: 'logistics.addOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/add' },
  cloud: true,
  params: conditional(
    {
      addSource: oneOfNumbers(0, 2),
      wxAppid: optional,
      orderId: requiredText(512),
      openid: optional,
      deliveryId: required,
      bizId: required,
      customRemark: optionalText(1024),
      tagid: v.optional(wholeNumber(0)),
      sender: person,
      receiver: person,
      cargo,
      // Optional: assumed#shop-optional
      shop: v.optional(shop),
      insured: v.object({
        useInsured: v.optional(oneOfNumbers(0, 1)),
        insuredValue: v.optional(wholeNumber(0)),
      }),
      service: v.object({ serviceType: wholeNumber(0), serviceName: required }),
      expectTime: v.optional(unixSeconds()),
      takeMode: v.optional(oneOfNumbers(0, 1)),
    },
    [
      { needs: 'openid', unless: 'addSource', is: 2 },
      { needs: 'wxAppid', if: 'addSource', is: 2 },
    ],
  ),
  result: resultOf<{
    /** The merchant's own id of the order. 订单 ID。 */
    orderId: string
    /** The number of the waybill. 运单 ID。 */
    waybillId: string
    /** What is printed on the waybill. 运单信息，用于打印面单。 */
    waybillData: WaybillDatum[]
    // The pages have these two with failures only, an older sample with successes too.
    /** The courier's own code. 快递公司的返回码。 */
    deliveryResultcode?: number
    /** The courier's own message. 快递公司的返回信息。 */
    deliveryResultmsg?: string
  }>(),
  success: 'waybill_id',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', bizId: 'end' },
  ifResponseLost: addOrderLost,
  codes: addOrderCodes,
} as const satisfies Api

const PERSON: ParamTexts = {
  name: { en: 'the name', zh: '姓名' },
  tel: { en: 'a landline number', zh: '座机号码' },
  mobile: { en: 'a mobile number', zh: '手机号码' },
  company: { en: 'the company', zh: '公司名称' },
  postCode: { en: 'the postcode', zh: '邮编' },
  country: { en: 'the country', zh: '国家' },
  province: { en: "the province, such as '广东省'", zh: '省份，如“广东省”' },
  city: { en: "the city, such as '广州市'", zh: '市或地区，如“广州市”' },
  area: { en: "the district, such as '海珠区'", zh: '区或县，如“海珠区”' },
  address: { en: 'street, number, house', zh: '详细地址' },
}

/** The descriptions of its parameters. A bundler would keep a call that it cannot know to be pure. */
export const addOrderTexts: ParamTexts = /* @__PURE__ */ ofPeople(['sender', 'receiver'], {
  addSource: {
    en: 'where the buyer ordered: 0 in the mini program, 2 in an App or H5 (the buyer gets no notices)',
    zh: '订单来源：0 小程序订单，2 App 或 H5 订单（不发送物流服务通知）',
  },
  wxAppid: {
    en: 'the appid of the App or H5, bound to the same open platform account as the mini program',
    zh: 'App 或 H5 的 appid，须与小程序绑定同一开放平台账号',
  },
  orderId: { en: "the merchant's own id of the order, never used before", zh: '订单 ID，须全局唯一' },
  openid: OPENID,
  deliveryId: DELIVERY_ID,
  bizId: {
    en: 'the customer code at the courier, or SF_CASH or DB_CASH',
    zh: '客户编码，或现付编码（SF_CASH、DB_CASH）',
  },
  customRemark: { en: "a remark for the courier, such as '易碎物品'", zh: '快递备注，如“易碎物品”' },
  tagid: {
    en: 'the merchant, in a mini program with several merchants',
    zh: '订单标签 ID，平台型小程序用来区分入驻方',
  },
  sender: { en: 'the sender', zh: '发件人' },
  receiver: { en: 'the receiver', zh: '收件人' },
  cargo: { en: 'the parcels', zh: '包裹信息' },
  'cargo.count': { en: 'the number of parcels', zh: '包裹数量' },
  'cargo.weight': { en: 'the total weight, in kg', zh: '货物总重量，单位千克' },
  'cargo.spaceX': { en: 'the length, in cm', zh: '货物长度，单位厘米' },
  'cargo.spaceY': { en: 'the width, in cm', zh: '货物宽度，单位厘米' },
  'cargo.spaceZ': { en: 'the height, in cm', zh: '货物高度，单位厘米' },
  'cargo.detailList': { en: 'the contents', zh: '包裹中的商品' },
  'cargo.detailList.name': { en: 'the name', zh: '商品名' },
  'cargo.detailList.count': { en: 'the quantity', zh: '商品数量' },
  shop: { en: 'the goods, as the notices and the waybill show them', zh: '商品信息，展示在物流服务通知和电子面单中' },
  'shop.wxaPath': { en: 'the page of the order in the mini program', zh: '小程序页面路径，建议为订单页' },
  'shop.imgUrl': { en: 'a picture of the goods', zh: '商品缩略图地址' },
  'shop.goodsName': { en: 'the name of the goods', zh: '商品名称' },
  'shop.goodsCount': { en: 'the quantity', zh: '商品数量' },
  'shop.detailList': {
    en: 'the goods one by one, instead of imgUrl, goodsName and goodsCount',
    zh: '商品详情列表，可代替 imgUrl、goodsName 和 goodsCount',
  },
  'shop.detailList.goodsName': { en: 'the name', zh: '商品名称' },
  'shop.detailList.goodsImgUrl': { en: 'a picture', zh: '商品图片地址' },
  'shop.detailList.goodsDesc': { en: 'a description', zh: '商品详情' },
  insured: { en: 'the insurance', zh: '保价信息' },
  'insured.useInsured': { en: '0 not insured, 1 insured', zh: '0 不保价，1 保价' },
  'insured.insuredValue': {
    en: 'the insured value in fen: 10000 is 100 yuan',
    zh: '保价金额，单位分：10000 表示 100 元',
  },
  service: { en: 'the service, a pair from getAllDelivery', zh: '服务类型，见 getAllDelivery' },
  'service.serviceType': { en: 'the id', zh: '服务类型 ID' },
  'service.serviceName': { en: 'the name', zh: '服务名称' },
  expectTime: {
    en: 'when the courier should come, Unix time in seconds (not milliseconds), 0 if agreed; required for SF, which otherwise sends nobody',
    zh: '期望上门揽件时间，Unix 时间戳，单位秒（不是毫秒）；0 表示已约定取件时间。顺丰必填，否则没有收件员上门',
  },
  takeMode: {
    en: 'YTO only: 0 a contract with the outlet (default), 1 with the head office',
    zh: '仅圆通：0 线下网点签约（默认），1 总部签约结算',
  },
})

function ofPeople(people: readonly string[], others: ParamTexts): ParamTexts {
  const entries = people.flatMap((who) => Object.entries(PERSON).map(([param, text]) => [`${who}.${param}`, text]))
  return { ...others, ...Object.fromEntries(entries) }
}
