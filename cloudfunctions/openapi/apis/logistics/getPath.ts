import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../codes/Code'
import { unknownCourier, unknownWaybill } from '../../codes/logistics'
import type { Api } from '../Api'
import { listOf, number, optionalText, text } from '../schemas'
import { ACTION_TYPE, deliveryId, OPENID, ORDER_ID, openid, waybillId } from './fields'

export const getPath = {
  name: 'logistics.getPath',
  about: { en: 'Returns the path of a parcel so far.', zh: '查询运单轨迹。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getpath.html',
  https: { verb: 'POST', path: '/cgi-bin/express/business/path/get' },
  cloud: true,
  // orderId is optional: assumed#path-order-id
  params: v.object({ orderId: optionalText(512, ...ORDER_ID), openid, deliveryId, waybillId }),
  result: v.object({
    openid: text(...OPENID),
    deliveryId,
    waybillId,
    pathItemNum: number('the number of steps', '轨迹节点数量'),
    pathItemList: listOf(
      {
        actionTime: number('when it happened, Unix time in seconds', '轨迹节点的时间，Unix 时间戳，单位秒'),
        // A sample has 300001, without a meaning.
        actionType: number(...ACTION_TYPE),
        actionMsg: text('what happened, in words', '轨迹详情'),
      },
      'the steps',
      '轨迹节点列表',
    ),
  }),
  example: { orderId: 'example-1', openid: 'oAdmin', deliveryId: 'YTO', waybillId: 'YT0341546982954' },
  success: 'waybill_id',
  secrets: [],
  logged: { orderId: 'whole', deliveryId: 'whole', waybillId: 'end' },
  ifResponseLost: NOTHING_CHANGED,
  // 9300503 is documented for other APIs only: assumed#sibling-codes
  codes: { 40199: unknownWaybill, 9300503: unknownCourier },
} as const satisfies Api
