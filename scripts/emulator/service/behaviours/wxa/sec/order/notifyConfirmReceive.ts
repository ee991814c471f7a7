import { notifyConfirmReceive as api } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/notifyConfirmReceive'
import { SHIPPED } from '../../../../../state/recordsSchema'
import type { Behaviour } from '../../../../Behaviour'
import { COURIER, keyOf, paidOrder, readTrade } from '../../../../shipping'
import { WeChatError } from '../../../../WeChatError'

/** Reminds the buyer, which changes nothing but that it is done once. */
export const notifyConfirmReceive: Behaviour = (call) => {
  const { receivedTime, ...key } = readTrade(api.params, call)
  const payment = paidOrder(call, keyOf(key))
  if (payment.order_state !== SHIPPED) throw new WeChatError(10060028)
  if (payment.shipping?.logistics_type !== COURIER) throw new WeChatError(10060032)
  if (receivedTime < payment.shipped_time) throw new WeChatError(10060029)
  if (payment.is_reminded) throw new WeChatError(10060030)
  call.records.payments.put({ ...payment, is_reminded: true })
  return { errcode: 0, errmsg: 'ok' }
}
