import * as v from 'valibot'
import { type Behaviour, checkOpenid, read, refuse } from '../../Behaviour'
import { WeChatError } from '../../WeChatError'

const params = v.object({
  openid: v.optional(v.string(), ''),
  updateType: v.string(),
  tagidList: v.optional(v.string(), ''),
})

const MAX_TAGS = 10

/**
 * Allows a user to print with WeChat's PC program, or no longer. A bind replaces the tags, an unbind removes the printer and
 * never fails, too many tags are 9300526: assumed#printer-tags
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_updateprinter.html
 */
export const updatePrinter: Behaviour = (call) => {
  const { appid, wireParams, records } = call
  if (!['bind', 'unbind'].includes(String(wireParams.update_type))) throw new WeChatError(9300517)
  const { openid, updateType, tagidList } = read({ params }, call)
  const tagid_list = tagidList.split(',').filter((it) => it !== '')
  if (tagid_list.length > MAX_TAGS) refuse(call, 9300526, `more than ${MAX_TAGS} tags`, `超过 ${MAX_TAGS} 个 tagid`)
  checkOpenid(call, openid)
  if (updateType === 'bind') records.printers.put({ appid, openid, tagid_list })
  else records.printers.remove(appid, openid)
  return { errcode: 0, errmsg: 'ok' }
}
