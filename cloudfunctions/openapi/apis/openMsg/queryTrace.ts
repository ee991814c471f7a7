import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../codes/Code'
import type { Api } from '../Api'
import { described, listOf, number, optional, text } from '../schemas'
import { codes, waybillToken } from './fields'

const maybe = v.optional

export const queryTrace = {
  name: 'openMsg.queryTrace',
  about: { en: 'Returns the state of a parcel of traceWaybill, without its path.', zh: '查询运单状态，不含轨迹。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/weixin-express/express-search/api_query_trace.html',
  https: { verb: 'POST', path: '/cgi-bin/express/delivery/open_msg/query_trace' },
  cloud: false,
  params: v.object({ waybillToken, openid: optional("the buyer's openid", '用户 openid') }),
  result: v.object({
    waybillInfo: described(
      v.object({
        status: number(
          '0 unknown or not collected, 1 collected, 2 on its way, 3 out for delivery, 4 signed for, 5 exception, 6 signed for by another',
          '运单状态：0 不存在或未揽收，1 已揽件，2 运输中，3 派件中，4 已签收，5 异常，6 代签收',
        ),
        waybillId: text('the number of the waybill', '运单 ID'),
      }),
      'the parcel',
      '运单信息',
    ),
    shopInfo: maybe(
      described(
        v.object({
          goodsInfo: described(
            v.object({
              detailList: listOf(
                { goodsName: text('the name', '商品名称'), goodsImgUrl: text('a picture', '商品图片地址') },
                'the goods',
                '商品列表',
              ),
            }),
            'what the parcel contains',
            '商品信息',
          ),
        }),
        'the shop',
        '商家信息',
      ),
    ),
    deliveryInfo: maybe(
      described(
        v.object({
          deliveryId: text('its id', '物流公司编码'),
          deliveryName: text('its name', '物流公司名称'),
        }),
        'the courier',
        '物流公司',
      ),
    ),
  }),
  example: { waybillToken: 'T39WRv1Rb9ajMWsIX48po1hVupRewvJTpDYnCAD9M3NWkgfLO82h2fff88GTB6OW' },
  success: 'waybill_info',
  secrets: [],
  logged: {},
  ifResponseLost: NOTHING_CHANGED,
  codes,
} as const satisfies Api
