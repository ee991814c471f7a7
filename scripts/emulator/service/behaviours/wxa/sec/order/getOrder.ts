import { getOrder as api } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/getOrder'
import type { Behaviour } from '../../../../Behaviour'
import { keyOf, orderOf, paidOrder, readTrade } from '../../../../shipping'

/** Returns the state of a paid order. */
export const getOrder: Behaviour = (call) => ({
  errcode: 0,
  errmsg: 'ok',
  order: orderOf(paidOrder(call, keyOf(readTrade(api.params, call)))),
})
