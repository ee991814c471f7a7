import type { Params } from '../../cloudfunctions/openapi/apis'

/**
 * The document's sample of an order. The full-width commas and quotes in its cargo are corrected.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html
 */
export const order: Params<'logistics.addOrder'> = {
  addSource: 0,
  orderId: '01234567890123456789',
  openid: 'oABC123456',
  deliveryId: 'SF',
  bizId: 'xyz',
  customRemark: '易碎物品',
  sender: {
    name: '张三',
    tel: '020-88888888',
    mobile: '18666666666',
    company: '公司名',
    postCode: '123456',
    country: '中国',
    province: '广东省',
    city: '广州市',
    area: '海珠区',
    address: 'XX路XX号XX大厦XX栋XX',
  },
  receiver: {
    name: '王小蒙',
    tel: '020-77777777',
    mobile: '18610000000',
    company: '公司名',
    postCode: '654321',
    country: '中国',
    province: '广东省',
    city: '广州市',
    area: '天河区',
    address: 'XX路XX号XX大厦XX栋XX',
  },
  shop: {
    wxaPath: '/index/index?from=waybill&id=01234567890123456789',
    detailList: [
      {
        goodsName: '微信气泡狗抱枕（小号）',
        goodsImgUrl:
          'https://mmbiz.qpic.cn/mmbiz_png/OiaFLUqewuIDNQnTiaCInIG8ibdosYHhQHPbXJUrqYSNIcBL60vo4LIjlcoNG1QPkeH5GWWEB41Ny895CokeAah8A/640',
        goodsDesc: '40cm * 40cm尺寸',
      },
      {
        goodsName: '微信气泡狗抱枕（中号）',
        goodsImgUrl:
          'https://mmbiz.qpic.cn/mmbiz_png/OiaFLUqewuIDNQnTiaCInIG8ibdosYHhQHPbXJUrqYSNIcBL60vo4LIjlcoNG1QPkeH5GWWEB41Ny895CokeAah8A/640',
        goodsDesc: '50cm * 50cm尺寸',
      },
    ],
  },
  cargo: {
    count: 2,
    weight: 5.5,
    spaceX: 30.5,
    spaceY: 20,
    spaceZ: 20,
    detailList: [
      { name: '微信气泡狗抱枕（中号)', count: 1 },
      { name: '微信气泡狗（大号）', count: 1 },
    ],
  },
  insured: { useInsured: 1, insuredValue: 10000 },
  service: { serviceType: 0, serviceName: '标准快递' },
}
