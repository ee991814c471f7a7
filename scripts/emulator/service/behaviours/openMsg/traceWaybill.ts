import { sandbox } from '../../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { traceWaybill as api } from '../../../../../cloudfunctions/openapi/apis/openMsg/traceWaybill'
import { type Behaviour, checkOpenid, read, refuse } from '../../Behaviour'
import { waybillTokenOf } from '../../orders/orders'

/**
 * Registers a parcel. It must be of addOrder, not of the sandbox, and have moved: assumed#trace-known. Its first goods stay,
 * https://developers.weixin.qq.com/community/develop/doc/000e6e3beaca08e52b8e8837d5b400
 */
export const traceWaybill: Behaviour = (call) => {
  const { openid, waybillId, goodsInfo } = read(api, call, 47001)
  checkOpenid(call, openid)
  const { orders } = call.records
  const order = orders.all().find((it) => it.appid === call.appid && it.waybill_id === waybillId)
  if (!order || order.delivery_id === sandbox.deliveryId || order.path_item_list.length === 0)
    return refuse(
      call,
      931023,
      'no waybill of addOrder that has moved, or one of the sandbox',
      '不是 addOrder 生成且已有轨迹的运单，或是沙盒运单',
    )
  const goods = goodsInfo.detailList.map(({ goodsName, goodsImgUrl }) => ({
    goods_name: goodsName,
    goods_img_url: goodsImgUrl,
  }))
  orders.put({ traced_goods: goods, ...order })
  return { errcode: 0, errmsg: 'ok', waybill_token: waybillTokenOf(order) }
}
