import * as v from 'valibot'
import { code, NOTHING_CHANGED } from '../../../../codes/Code'
import { tradeCodes } from '../../../../codes/orderShipping'
import type { Api } from '../../../Api'
import { flag, required } from '../../../schemas'

export const isTradeManaged = {
  name: 'wxa.sec.order.isTradeManaged',
  about: {
    en: 'Returns whether the mini program has order shipping: 48001 also means that it has not.',
    zh: '查询小程序是否已开通发货信息管理服务，返回 48001 也表示未开通。',
  },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_istrademanaged.html',
  https: { verb: 'POST', path: '/wxa/sec/order/is_trade_managed' },
  cloud: true,
  params: v.object({
    appid: required(
      'the mini program; without a third-party platform, the own one',
      '待查询小程序的 appid，非第三方平台只能填自己的',
    ),
  }),
  result: v.object({ isTradeManaged: flag('whether it has it', '是否已开通') }),
  example: { appid: 'wx0000000000000000' },
  success: 'is_trade_managed',
  secrets: [],
  logged: { appid: 'whole' },
  ifResponseLost: NOTHING_CHANGED,
  codes: {
    ...tradeCodes,
    44990: code(['called too often', '调用频率过高'], ['too many calls', '调用过多'], ['call less often', '降低频率']),
    61003: code(
      ['not authorised', '未授权给第三方平台'],
      ['the mini program has not authorised the third-party platform', '小程序没有授权给该第三方平台'],
      ['ask the merchant to authorise it', '请商家授权'],
    ),
    61011: code(
      ['invalid third-party platform', '第三方平台无效'],
      ['the token is of another platform', 'token 属于其他平台'],
      ['use its own token', '使用自己的 token'],
    ),
  },
} as const satisfies Api
