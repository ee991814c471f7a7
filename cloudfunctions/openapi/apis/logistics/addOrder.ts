import * as v from 'valibot'
import { code } from '../../codes/Code'
import {
  courierDown,
  courierRefused,
  foreignOpenid,
  notBound,
  unknownCourier,
  wrongArgs,
  wrongOpenid,
  wrongPassword,
} from '../../codes/logistics'
import type { Api } from '../Api'
import {
  conditional,
  described,
  listOf,
  measure,
  number,
  oneOfNumbers,
  optional,
  optionalText,
  required,
  requiredText,
  unixSeconds,
  wholeNumber,
} from '../schemas'
import { deliveryId, deliveryResultcode, deliveryResultmsg, openid, orderId, waybillData, waybillId } from './fields'

/** The sender or the receiver. Name and address are optional: assumed#party-optional */
function person(en: string, zh: string) {
  const entries = {
    name: optionalText(64, 'the name', '姓名'),
    tel: optionalText(32, 'a landline number', '座机号码'),
    mobile: optionalText(32, 'a mobile number', '手机号码'),
    company: optionalText(64, 'the company', '公司名称'),
    postCode: optionalText(10, 'the postcode', '邮编'),
    country: optionalText(64, 'the country', '国家'),
    province: optionalText(64, "the province, such as '广东省'", '省份，如“广东省”'),
    city: optionalText(64, "the city, such as '广州市'", '市或地区，如“广州市”'),
    area: optionalText(64, "the district, such as '海珠区'", '区或县，如“海珠区”'),
    address: optionalText(512, 'street, number, house', '详细地址'),
  }
  return described(conditional(entries, [{ needs: 'mobile', unless: 'tel' }]), en, zh)
}

const cargo = v.object({
  count: wholeNumber(0, 'the number of parcels', '包裹数量'),
  weight: measure('the total weight, in kg', '货物总重量，单位千克'),
  spaceX: measure('the length, in cm', '货物长度，单位厘米'),
  spaceY: measure('the width, in cm', '货物宽度，单位厘米'),
  spaceZ: measure('the height, in cm', '货物高度，单位厘米'),
  // The newest page calls it a weight, but its sample has this list.
  detailList: listOf(
    {
      name: requiredText(128, 'the name', '商品名'),
      count: wholeNumber(0, 'the quantity', '商品数量'),
    },
    'the contents',
    '包裹中的商品',
  ),
})

const shop = conditional(
  {
    wxaPath: optional('the page of the order in the mini program', '小程序页面路径，建议为订单页'),
    imgUrl: optional('a picture of the goods', '商品缩略图地址'),
    goodsName: optionalText(128, 'the name of the goods', '商品名称'),
    // 9300535 for 0
    goodsCount: v.optional(wholeNumber(1, 'the quantity', '商品数量')),
    // The newest page calls it an object, but its sample and the older page have a list. 9300526 without goodsImgUrl.
    detailList: v.optional(
      listOf(
        {
          goodsName: required('the name', '商品名称'),
          goodsImgUrl: required('a picture', '商品图片地址'),
          // Optional: assumed#goods-desc-optional
          goodsDesc: optional('a description', '商品详情'),
        },
        'the goods one by one, instead of imgUrl, goodsName and goodsCount',
        '商品详情列表，可代替 imgUrl、goodsName 和 goodsCount',
      ),
    ),
  },
  [
    { needs: 'imgUrl', unless: 'detailList' },
    { needs: 'goodsName', unless: 'detailList' },
    { needs: 'goodsCount', unless: 'detailList' },
  ],
)

const PLACE = { province: '广东省', city: '广州市', area: '海珠区', address: '新港中路 397 号' }

export const addOrder = {
  name: 'logistics.addOrder',
  about: { en: 'Places an order and returns its waybill.', zh: '生成运单。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html',
  https: { verb: 'POST', path: '/cgi-bin/express/business/order/add' },
  cloud: true,
  params: conditional(
    {
      addSource: described(
        oneOfNumbers(0, 2),
        'where the buyer ordered: 0 in the mini program, 2 in an App or H5 (the buyer gets no notices)',
        '订单来源：0 小程序订单，2 App 或 H5 订单（不发送物流服务通知）',
      ),
      wxAppid: optional(
        'the appid of the App or H5, bound to the same open platform account as the mini program',
        'App 或 H5 的 appid，须与小程序绑定同一开放平台账号',
      ),
      orderId: requiredText(512, "the merchant's own id of the order, never used before", '订单 ID，须全局唯一'),
      openid,
      deliveryId,
      bizId: required(
        'the customer code at the courier, or SF_CASH or DB_CASH',
        '客户编码，或现付编码（SF_CASH、DB_CASH）',
      ),
      customRemark: optionalText(1024, "a remark for the courier, such as '易碎物品'", '快递备注，如“易碎物品”'),
      tagid: v.optional(
        wholeNumber(
          0,
          'the merchant, in a mini program with several merchants',
          '订单标签 ID，平台型小程序用来区分入驻方',
        ),
      ),
      sender: person('the sender', '发件人'),
      receiver: person('the receiver', '收件人'),
      cargo: described(cargo, 'the parcels', '包裹信息'),
      // Optional: assumed#shop-optional
      shop: described(
        v.optional(shop),
        'the goods, as the notices and the waybill show them',
        '商品信息，展示在物流服务通知和电子面单中',
      ),
      insured: described(
        v.object({
          useInsured: described(v.optional(oneOfNumbers(0, 1)), '0 not insured, 1 insured', '0 不保价，1 保价'),
          insuredValue: v.optional(
            wholeNumber(0, 'the insured value in fen: 10000 is 100 yuan', '保价金额，单位分：10000 表示 100 元'),
          ),
        }),
        'the insurance',
        '保价信息',
      ),
      service: described(
        v.object({
          serviceType: wholeNumber(0, 'the id', '服务类型 ID'),
          serviceName: required('the name', '服务名称'),
        }),
        'the service, a pair from getAllDelivery',
        '服务类型，见 getAllDelivery',
      ),
      expectTime: v.optional(
        unixSeconds(
          'when the courier should come, Unix time in seconds (not milliseconds), 0 if agreed; required for SF, which otherwise sends nobody',
          '期望上门揽件时间，Unix 时间戳，单位秒（不是毫秒）；0 表示已约定取件时间。顺丰必填，否则没有收件员上门',
        ),
      ),
      takeMode: described(
        v.optional(oneOfNumbers(0, 1)),
        'YTO only: 0 a contract with the outlet (default), 1 with the head office',
        '仅圆通：0 线下网点签约（默认），1 总部签约结算',
      ),
    },
    [
      { needs: 'openid', unless: 'addSource', is: 2 },
      { needs: 'wxAppid', if: 'addSource', is: 2 },
    ],
  ),
  result: v.object({
    orderId,
    waybillId,
    waybillData,
    // The pages have these two with failures only, an older sample with successes too.
    deliveryResultcode: v.optional(deliveryResultcode),
    deliveryResultmsg: v.optional(deliveryResultmsg),
    // Not in the pages: https://developers.weixin.qq.com/community/develop/doc/000664fba04e501c716bfc61a56c00
    isCorrectSender: v.optional(number('not documented', '文档没有说明')),
    isCorrectReceiver: v.optional(number('not documented', '文档没有说明')),
  }),
  example: {
    addSource: 0,
    orderId: 'example-1',
    openid: 'oAdmin',
    deliveryId: 'YTO',
    bizId: '123456',
    sender: { name: '张三', mobile: '13800000001', ...PLACE },
    receiver: {
      name: '李四',
      mobile: '13800000002',
      ...PLACE,
      city: '深圳市',
      area: '南山区',
      address: '科技园 1 号',
    },
    cargo: {
      count: 1,
      weight: 1.2,
      spaceX: 20,
      spaceY: 15,
      spaceZ: 10,
      detailList: [{ name: '微信气泡狗抱枕', count: 1 }],
    },
    shop: {
      wxaPath: '/index/index',
      imgUrl: 'https://example.com/dog.png',
      goodsName: '微信气泡狗抱枕',
      goodsCount: 1,
    },
    insured: { useInsured: 0, insuredValue: 0 },
    service: { serviceType: 0, serviceName: '普通快递' },
    // 0: the merchant has agreed on a time with the courier.
    expectTime: 0,
  },
  success: 'waybill_id',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', bizId: 'end' },
  ifResponseLost: {
    en: 'the outcome is unknown: look for this orderId with getOrder before you place it again; 9300522 then means that the first call placed it',
    zh: '结果未知：先用 getOrder 查这个 orderId，再决定是否重下；重下返回 9300522，说明第一次已下单',
  },
  // Where no other source is given: the page, and its older form,
  // https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.addOrder.html
  codes: {
    40003: wrongOpenid,
    930559: code(
      ['the openid may not be used in the sandbox', '沙盒环境 openid 无效'],
      [
        'it is not the openid of an admin, operator or developer of the mini program',
        '该 openid 不是小程序管理员、运营者或开发者的',
      ],
      ['order for a member of the mini program', '换成小程序成员的 openid'],
    ),
    930561: wrongArgs,
    930564: code(
      ['the quota of the sandbox is used up', '沙盒环境调用无配额'],
      ['ten orders were placed today', '今天已下满十单'],
      ['wait until tomorrow', '明天再试'],
    ),
    9300501: courierRefused,
    9300502: courierDown,
    9300503: unknownCourier,
    9300510: code(
      ['invalid service type', '服务类型无效'],
      ['the courier does not offer this serviceType', '该快递公司没有这个 serviceType'],
      [
        'send a pair from getAllDelivery, or one of the account from getAllAccount; in the sandbox (TEST) send 1 and test_service_name',
        '使用 getAllDelivery 或 getAllAccount（该账号）返回的一组；沙盒（TEST）固定为 1 和 test_service_name',
      ],
    ),
    // Reported by users only: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00
    9300522: code(
      ['the order id is repeated', '订单 ID 重复'],
      [
        'placed earlier, even if cancelled since, or by an earlier attempt whose response was lost',
        '之前已下单（取消后也不能再用），或上一次下单其实已成功，只是没有收到响应',
      ],
      ['look at it with getOrder; use a new orderId for a new order', '用 getOrder 查看该运单；新订单换一个 orderId'],
    ),
    9300525: notBound,
    9300526: code(
      ['a parameter is too long', '参数字段长度不正确'],
      [
        'a string such as goodsName exceeds its limit in bytes (128); or goodsImgUrl is missing in shop.detailList',
        '文本超过字节上限，如 goodsName 超过 128 字节；或 shop.detailList 中缺少 goodsImgUrl',
      ],
      ['shorten it, or add the picture', '缩短文本，或补上图片地址'],
    ),
    9300531: wrongPassword,
    9300534: foreignOpenid,
    9300535: code(
      ['invalid goods in shop', 'shop 中的商品信息无效'],
      [
        'imgUrl or goodsName is empty or invalid, or goodsCount is 0',
        '商品图片地址或商品名称为空、不合法，或商品数量为 0',
      ],
      [
        'fill in imgUrl, goodsName and goodsCount, or detailList',
        '补全 imgUrl、goodsName、goodsCount，或填写 detailList',
      ],
    ),
    9300536: code(
      ['invalid wxAppid', 'wxAppid 无效'],
      [
        'addSource is 2, and the App is not bound to the same open platform account as the mini program',
        'addSource 为 2，但 App 与小程序没有绑定同一个开放平台账号',
      ],
      ['bind both to one open platform account', '把两者绑定到同一个开放平台账号'],
    ),
    // Reported by users only, with an empty text: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00
    9909001: code(
      ['not documented, and WeChat returns no text', '文档没有说明，微信也没有返回文字'],
      ['unknown', '原因不明'],
      [
        'check with getOrder whether the order exists; ask in the WeChat community with the rid',
        '用 getOrder 确认运单是否已生成；带上 rid 到微信开放社区提问',
      ],
    ),
  },
} as const satisfies Api
