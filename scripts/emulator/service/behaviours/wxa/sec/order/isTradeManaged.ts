import { isTradeManaged as api } from '../../../../../../../cloudfunctions/openapi/apis/wxa/sec/order/isTradeManaged'
import type { Behaviour } from '../../../../Behaviour'
import { readTrade } from '../../../../shipping'
import { WeChatError } from '../../../../WeChatError'

/** Without the service, WeChat refuses with 48001. */
export const isTradeManaged: Behaviour = (call) => {
  if (readTrade(api.params, call).appid !== call.appid) throw new WeChatError(40013)
  return { errcode: 0, errmsg: 'ok', is_trade_managed: true }
}
