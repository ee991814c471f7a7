import { singleUpload } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/fields'
import type { Behaviour } from '../../../../Behaviour'
import { readTrade, ship } from '../../../../shipping'

/** Ships a paid order. */
export const uploadShippingInfo: Behaviour = (call) => {
  const upload = readTrade(singleUpload, call)
  ship(call, [upload], upload)
  return { errcode: 0, errmsg: 'ok' }
}
