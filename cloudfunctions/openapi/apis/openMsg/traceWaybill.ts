import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../codes/Code'
import type { Api } from '../Api'
import { described, listOf, optional, required } from '../schemas'
import { TRANSACTION_ID } from '../wxa/sec/order/payment'
import { codes, waybillToken } from './fields'

export const traceWaybill = {
  name: 'openMsg.traceWaybill',
  about: {
    en: 'Registers a parcel for the tracking page in the mini program.',
    zh: '传运单，供小程序内的物流查询组件使用。',
  },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/weixin-express/express-search/api_trace_waybill.html',
  https: { verb: 'POST', path: '/cgi-bin/express/delivery/open_msg/trace_waybill' },
  cloud: false,
  params: v.object({
    openid: required("the buyer's openid", '用户 openid'),
    receiverPhone: required("the receiver's telephone number, not masked", '收件人手机号，不要掩码'),
    senderPhone: optional("the sender's telephone number", '寄件人手机号'),
    waybillId: required('the number of the waybill', '运单 ID'),
    // Required by the page, missing in its samples, and not enforced: assumed#trace-optional
    transId: optional(...TRANSACTION_ID),
    orderDetailPath: optional('the page of the order (default: the home page)', '订单详情页路径，默认为首页'),
    deliveryId: optional(
      'the courier, an id of get_delivery_list, not of 物流助手 (expressCompanyOf converts it); many waybills are not found without it',
      '物流公司编码，见 get_delivery_list，与物流助手的不同（可用 expressCompanyOf 转换）；不传时常查不到运单',
    ),
    goodsInfo: described(
      v.object({
        detailList: listOf(
          {
            goodsName: required('the name, up to 60 characters', '商品名称，最多 60 字'),
            goodsImgUrl: required('a picture', '商品图片地址'),
            goodsDesc: optional('a description', '商品详情'),
          },
          'the goods',
          '商品列表',
        ),
      }),
      'what the parcel contains',
      '商品信息',
    ),
  }),
  result: v.object({ waybillToken }),
  example: {
    openid: 'oAdmin',
    receiverPhone: '13800000002',
    waybillId: 'YT0341546982954',
    deliveryId: 'YTO',
    goodsInfo: { detailList: [{ goodsName: '微信气泡狗抱枕', goodsImgUrl: 'https://example.com/dog.png' }] },
  },
  success: 'waybill_token',
  secrets: [],
  logged: { deliveryId: 'whole', waybillId: 'end' },
  ifResponseLost: NOTHING_CHANGED,
  codes,
} as const satisfies Api
