import * as v from 'valibot'
import { type Api, type ParamTexts, resultOf } from './Api'
import { notBound, wrongPassword } from './accountCodes'
import { conditional } from './conditional'
import { courierDown, courierRefused, unknownCourier } from './courierCodes'
import { wrongArgs, wrongOpenid } from './orderCodes'
import { measure, optional, optionalText, required, requiredText, unixSeconds, wholeNumber } from './schemas'
import { DELIVERY_ID, OPENID } from './sharedTexts'
import type { WaybillDatum } from './WaybillDatum'

/** The sender or the receiver. Name and address may be left out: assumed#party-optional */
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
  /** How many parcels. */
  count: wholeNumber(0),
  /** Of all together, kg. */
  weight: measure(),
  /** Length, width and height, cm. */
  spaceX: measure(),
  spaceY: measure(),
  spaceZ: measure(),
  // The newest page calls it a weight; its sample has this list.
  detailList: v.array(v.object({ name: requiredText(128), count: wholeNumber(0) })),
})

const shop = conditional(
  {
    wxaPath: optional,
    imgUrl: optional,
    goodsName: optionalText(128),
    // 9300535 for 0
    goodsCount: v.optional(wholeNumber(1)),
    // The newest page calls it an object; its sample and the page before have a list. 9300526 without goodsImgUrl.
    // goodsDesc may be left out: assumed#goods-desc-optional
    detailList: v.optional(v.array(v.object({ goodsName: required, goodsImgUrl: required, goodsDesc: optional }))),
  },
  [
    { needs: 'imgUrl', unless: 'detailList' },
    { needs: 'goodsName', unless: 'detailList' },
    { needs: 'goodsCount', unless: 'detailList' },
  ],
)

/** Places an order and gets its waybill: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html */
export const addOrder = {
  name: 'logistics.addOrder',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/add' },
  cloud: true,
  params: conditional(
    {
      addSource: v.picklist([0, 2]),
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
      // May be left out: assumed#shop-optional
      shop: v.optional(shop),
      insured: v.object({
        useInsured: v.optional(v.picklist([0, 1])),
        /** In fen: 10000 is 100 yuan. */
        insuredValue: v.optional(wholeNumber(0)),
      }),
      service: v.object({ serviceType: wholeNumber(0), serviceName: required }),
      /** When the courier shall come, Unix time in seconds; 0: as agreed. SF needs it, else nobody comes. */
      expectTime: v.optional(unixSeconds()),
      takeMode: v.optional(v.picklist([0, 1])),
    },
    [
      { needs: 'openid', unless: 'addSource', is: 2 },
      { needs: 'wxAppid', if: 'addSource', is: 2 },
    ],
  ),
  result: resultOf<{
    orderId: string
    waybillId: string
    waybillData: WaybillDatum[]
    /** The pages have these two with failures only, an older sample with successes too. */
    deliveryResultcode?: number
    deliveryResultmsg?: string
  }>(),
  success: 'waybill_id',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', bizId: 'end' },
  refusals: [],
  whenLost:
    'the outcome is unknown: look for this orderId with getOrder before you place it again; 9300522 then means that the first call placed it',
  // Unless another source is named: the page above, and its older form,
  // https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.addOrder.html
  codes: {
    40003: wrongOpenid,
    930559: {
      meaning: { en: 'the openid may not be used in the sandbox', zh: '沙盒环境 openid 无效' },
      cause: {
        en: 'it is not the openid of an admin, operator or developer of the mini program',
        zh: '该 openid 不是小程序管理员、运营者或开发者的',
      },
      next: { en: 'order for a member of the mini program', zh: '换成小程序成员的 openid' },
    },
    930561: wrongArgs,
    930564: {
      meaning: { en: 'the quota of the sandbox is used up', zh: '沙盒环境调用无配额' },
      cause: { en: 'ten orders were placed today', zh: '今天已下满十单' },
      next: { en: 'wait until tomorrow', zh: '明天再试' },
    },
    9300501: courierRefused,
    9300502: courierDown,
    9300503: unknownCourier,
    9300510: {
      meaning: { en: 'the service type is not valid', zh: '服务类型无效' },
      cause: {
        en: 'the courier does not offer this pair of serviceType and serviceName',
        zh: '该快递公司没有这一组 serviceType 和 serviceName',
      },
      next: {
        en: 'send a pair from getAllDelivery, or one of the account from getAllAccount; in the sandbox (TEST) send 1 and test_service_name',
        zh: '使用 getAllDelivery 或 getAllAccount（该账号）返回的一组；沙盒（TEST）固定为 1 和 test_service_name',
      },
    },
    // Reported by users only: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00
    9300522: {
      meaning: { en: 'the order id is repeated', zh: '订单 ID 重复' },
      cause: {
        en: 'placed earlier, or by a first attempt whose answer was lost',
        zh: '之前已下单，或上一次下单其实已成功、只是没有收到应答',
      },
      next: {
        en: 'look at it with getOrder; give another order another orderId',
        zh: '用 getOrder 查看该运单；新订单换一个 orderId',
      },
    },
    9300525: notBound,
    9300526: {
      meaning: { en: 'a parameter is too long', zh: '参数字段长度不正确' },
      cause: {
        en: 'a text beyond its limit in bytes; or goodsImgUrl is missing in shop.detailList',
        zh: '文本超过字节上限；或 shop.detailList 中缺少 goodsImgUrl',
      },
      next: { en: 'shorten it, or add the picture', zh: '缩短文本，或补上图片地址' },
    },
    9300531: wrongPassword,
    // The newest page names the first of the two, the older one the second.
    9300534: {
      meaning: {
        en: 'openid or wxAppid does not belong to the mini program',
        zh: 'openid 与小程序不匹配，或 wxAppid 与小程序主体不同',
      },
      cause: {
        en: 'the openid is one of another mini program; or the App has another owner than the mini program',
        zh: 'openid 来自另一个小程序；或 App 与小程序不属于同一主体',
      },
      next: {
        en: 'send the openid that the buyer has in this mini program, or the wxAppid of an App of the same owner',
        zh: '传买家在本小程序中的 openid，或同主体 App 的 wxAppid',
      },
    },
    9300535: {
      meaning: { en: 'the goods in shop are not valid', zh: 'shop 中的商品信息无效' },
      cause: {
        en: 'imgUrl or goodsName is empty or not valid, or goodsCount is 0',
        zh: '商品图片地址或商品名称为空、不合法，或商品数量为 0',
      },
      next: {
        en: 'give imgUrl, goodsName and goodsCount, or detailList',
        zh: '补全 imgUrl、goodsName、goodsCount，或填写 detailList',
      },
    },
    9300536: {
      meaning: { en: 'the wxAppid is not valid', zh: 'wxAppid 无效' },
      cause: {
        en: 'addSource is 2, and the App is not bound to the same open platform account as the mini program',
        zh: 'addSource 为 2，但 App 与小程序没有绑定同一个开放平台账号',
      },
      next: { en: 'bind both to one open platform account', zh: '把两者绑定到同一个开放平台账号' },
    },
    // Reported by users only, with an empty text: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00
    9909001: {
      meaning: { en: 'not documented; WeChat gives it no text', zh: '文档没有说明，微信也没有返回文字' },
      cause: { en: 'not known', zh: '原因不明' },
      next: {
        en: 'see with getOrder whether the order exists; ask in the WeChat community with the rid',
        zh: '用 getOrder 确认运单是否已生成；带上 rid 到微信开放社区提问',
      },
    },
  },
} as const satisfies Api

const PERSON: ParamTexts = {
  name: { en: 'the name', zh: '姓名' },
  tel: { en: 'a fixed telephone', zh: '座机号码' },
  mobile: { en: 'a mobile telephone', zh: '手机号码' },
  company: { en: 'the company', zh: '公司名称' },
  postCode: { en: 'the postcode', zh: '邮编' },
  country: { en: 'the country', zh: '国家' },
  province: { en: "the province, '广东省' for instance", zh: '省份，如“广东省”' },
  city: { en: "the city, '广州市' for instance", zh: '市或地区，如“广州市”' },
  area: { en: "the district, '海珠区' for instance", zh: '区或县，如“海珠区”' },
  address: { en: 'street, number, house', zh: '详细地址' },
}

/** What `npm run call -- addOrder --help` says of each. A bundler keeps what it cannot know to be pure. */
export const addOrderTexts: ParamTexts = /* @__PURE__ */ ofPeople(['sender', 'receiver'], {
  addSource: {
    en: 'where the order was made: 0 in the mini program, 2 in an App or H5, which sends the buyer no notices',
    zh: '订单来源：0 小程序订单，2 App 或 H5 订单（不发送物流服务通知）',
  },
  wxAppid: {
    en: 'the appid of the App or H5, of the same open platform account as the mini program',
    zh: 'App 或 H5 的 appid，须与小程序绑定同一开放平台账号',
  },
  orderId: { en: "the merchant's own id of the order, never used before", zh: '订单 ID，须全局唯一' },
  openid: OPENID,
  deliveryId: DELIVERY_ID,
  bizId: {
    en: 'the customer code at the courier, or SF_CASH or DB_CASH',
    zh: '客户编码，或现付编码（SF_CASH、DB_CASH）',
  },
  customRemark: { en: "a remark for the courier, '易碎物品' for instance", zh: '快递备注，如“易碎物品”' },
  tagid: { en: 'the merchant, in a mini program of many merchants', zh: '订单标签 ID，平台型小程序用来区分入驻方' },
  sender: { en: 'who sends', zh: '发件人' },
  receiver: { en: 'who receives', zh: '收件人' },
  cargo: { en: 'what is sent', zh: '包裹信息' },
  'cargo.count': { en: 'how many parcels', zh: '包裹数量' },
  'cargo.weight': { en: 'the weight of all, in kg', zh: '货物总重量，单位千克' },
  'cargo.spaceX': { en: 'the length, in cm', zh: '货物长度，单位厘米' },
  'cargo.spaceY': { en: 'the width, in cm', zh: '货物宽度，单位厘米' },
  'cargo.spaceZ': { en: 'the height, in cm', zh: '货物高度，单位厘米' },
  'cargo.detailList': { en: 'what is in it', zh: '包裹中的商品' },
  'cargo.detailList.name': { en: 'its name', zh: '商品名' },
  'cargo.detailList.count': { en: 'how many', zh: '商品数量' },
  shop: { en: 'what the notices and the waybill show of the goods', zh: '商品信息，展示在物流服务通知和电子面单中' },
  'shop.wxaPath': { en: "the mini program's page of the order", zh: '小程序页面路径，建议为订单页' },
  'shop.imgUrl': { en: 'a picture of the goods', zh: '商品缩略图地址' },
  'shop.goodsName': { en: 'the name of the goods', zh: '商品名称' },
  'shop.goodsCount': { en: 'how many', zh: '商品数量' },
  'shop.detailList': {
    en: 'the goods one by one, in the place of the three above',
    zh: '商品详情列表，可代替上面三项',
  },
  'shop.detailList.goodsName': { en: 'the name', zh: '商品名称' },
  'shop.detailList.goodsImgUrl': { en: 'a picture', zh: '商品图片地址' },
  'shop.detailList.goodsDesc': { en: 'more about it', zh: '商品详情' },
  insured: { en: 'the insurance', zh: '保价信息' },
  'insured.useInsured': { en: '0 not insured, 1 insured', zh: '0 不保价，1 保价' },
  'insured.insuredValue': {
    en: 'the insured value in fen: 10000 is 100 yuan',
    zh: '保价金额，单位分：10000 表示 100 元',
  },
  service: { en: 'the service, a pair from getAllDelivery', zh: '服务类型，见 getAllDelivery' },
  'service.serviceType': { en: 'its id', zh: '服务类型 ID' },
  'service.serviceName': { en: 'its name', zh: '服务名称' },
  expectTime: {
    en: 'when the courier shall come, Unix time in seconds, not in milliseconds; 0 as agreed. SF needs it, else nobody comes',
    zh: '期望上门揽件时间，Unix 时间戳，单位秒（不是毫秒）；0 表示已约定取件时间。顺丰必填，否则没有收件员上门',
  },
  takeMode: {
    en: 'YTO only: 0 a contract with the outlet (unless set), 1 with the head office',
    zh: '仅圆通：0 线下网点签约（默认），1 总部签约结算',
  },
})

function ofPeople(people: readonly string[], others: ParamTexts): ParamTexts {
  const entries = people.flatMap((who) => Object.entries(PERSON).map(([param, text]) => [`${who}.${param}`, text]))
  return { ...others, ...Object.fromEntries(entries) }
}
