import { WeChatError } from '../WeChatError'

/**
 * What a courier itself refuses. `waybill_data` is there too, seen as `{}` over HTTPS and as `[]` in WeChat's debug tool:
 * https://developers.weixin.qq.com/community/personal/oCJUsw-nlrt9LMw490XtqSLNhxWs/answer?page=6
 *
 * @param resultcode the courier's code
 * @param resultmsg the courier's reason
 */
export function courierRefusal(resultcode: number, resultmsg: string): WeChatError {
  return new WeChatError(9300501, undefined, {
    delivery_resultcode: resultcode,
    delivery_resultmsg: resultmsg,
    waybill_data: {},
  })
}
