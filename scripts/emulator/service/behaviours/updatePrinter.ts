import * as v from 'valibot'
import { WeChatError } from '../WeChatError'
import { type Behaviour, checkOpenid, read } from './Behaviour'

const schema = v.object({
  openid: v.nullish(v.string(), ''),
  tagid_list: v.nullish(v.string(), ''),
})
const typeSchema = v.object({ update_type: v.picklist(['bind', 'unbind']) })

const MAX_TAGS = 10

/**
 * Allows a user to print with WeChat's PC program, or no longer. A bind replaces the tags, an unbind removes the printer and
 * never fails, too many tags are 9300526: assumed#printer-tags
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_updateprinter.html
 */
export const updatePrinter: Behaviour = (call) => {
  const { appid, wireParams, records } = call
  const { update_type } = read(typeSchema, wireParams, 9300517)
  const { openid, ...tags } = read(schema, wireParams)
  const tagid_list = tags.tagid_list.split(',').filter((it) => it !== '')
  if (tagid_list.length > MAX_TAGS) throw new WeChatError(9300526)
  checkOpenid(call, openid)
  if (update_type === 'bind') records.printers.put({ appid, openid, tagid_list })
  else records.printers.remove(appid, openid)
  return { errcode: 0, errmsg: 'ok' }
}
