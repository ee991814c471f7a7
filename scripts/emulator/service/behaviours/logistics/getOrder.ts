import { getOrder as api } from '../../../../../cloudfunctions/openapi/apis/logistics/getOrder'
import { type Behaviour, read } from '../../Behaviour'
import { waybillOf } from '../../orders/orders'

/**
 * Returns an order and its waybill as HTML. That the response has an errcode was seen:
 * https://developers.weixin.qq.com/community/personal/oCJUswx3rJYQMawOgZwaqtAovsvE/answer
 */
export const getOrder: Behaviour = (call) => {
  // The openid is not compared: a function that relied on it would look safe here.
  const { printType, ...ids } = read(api, call)
  return waybillOf(call, ids, printType)
}
