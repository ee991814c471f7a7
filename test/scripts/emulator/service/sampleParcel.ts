/**
 * The sample from WeChat's page about addOrder, with its JSON corrected. The courier is YUNDA, which needs only a bound
 * account, with one of its services.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html
 */
export const sampleParcel = {
  add_source: 0,
  order_id: '01234567890123456789',
  openid: 'oABC123456',
  delivery_id: 'YUNDA',
  biz_id: '123456',
  custom_remark: '易碎物品',
  sender: {
    name: '张三',
    tel: '020-88888888',
    mobile: '18666666666',
    company: '公司名',
    post_code: '123456',
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
    post_code: '654321',
    country: '中国',
    province: '广东省',
    city: '广州市',
    area: '天河区',
    address: 'XX路XX号XX大厦XX栋XX',
  },
  shop: {
    wxa_path: '/index/index?from=waybill&id=01234567890123456789',
    detail_list: [
      {
        goods_name: '微信气泡狗抱枕（小号）',
        goods_img_url: 'https://mmbiz.qpic.cn/mmbiz_png/small/640',
        goods_desc: '40cm * 40cm尺寸',
      },
      {
        goods_name: '微信气泡狗抱枕（中号）',
        goods_img_url: 'https://mmbiz.qpic.cn/mmbiz_png/medium/640',
        goods_desc: '50cm * 50cm尺寸',
      },
    ],
  },
  cargo: {
    count: 2,
    weight: 5.5,
    space_x: 30.5,
    space_y: 20,
    space_z: 20,
    detail_list: [
      { name: '微信气泡狗抱枕（中号)', count: 1 },
      { name: '微信气泡狗（大号）', count: 1 },
    ],
  },
  insured: { use_insured: 1, insured_value: 10000 },
  service: { service_type: 0, service_name: '标准快件' },
}
