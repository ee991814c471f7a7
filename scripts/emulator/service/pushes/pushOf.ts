import type { Body } from '../behaviours/Behaviour'
import type { Push } from '../Push'

/** WeChat's own openid, which is fixed but not documented: assumed#push-sender */
const WECHAT_OPENID = 'oWeChatTeam'

/**
 * A push with what every one has. Cloud functions get the appid as ToUserName, says
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/openapi.html
 *
 * @param appid whose mini program gets it
 * @param Event its kind
 * @param more what it says
 */
export function pushOf(appid: string, Event: Push['message']['Event'], more: Body): Push {
  const CreateTime = Math.floor(Date.now() / 1000)
  return {
    appid,
    message: { ToUserName: appid, FromUserName: WECHAT_OPENID, CreateTime, MsgType: 'event', Event, ...more },
  }
}
