import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback } from '../../../cloudfunctions/openapi/https/checkBaseUrl'
import { isWeChatHost } from '../redirect/wechatHosts'
import { Refusal } from './Refusal'

/**
 * The Referer of wx.request in the developer tools, which no web page can set:
 * https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
 *
 * It comes with a browser's Sec-Fetch-Site (same-site or cross-site) or without one, and without an Origin:
 * assumed#simulator. With an Origin it is refused, as any page is.
 */
const SIMULATOR = /^https:\/\/servicewechat\.com\/\w+\/devtools\/page-frame\.html$/

/**
 * Refuses requests that a foreign web page could have caused: by a name of its own that leads here (Host), by posting here
 * (Origin), or by what a browser fetches without saying an Origin, an image for instance (Sec-Fetch-Site). Somebody who
 * follows a link to here is let in.
 *
 * @throws Refusal
 */
export function localOnly({ host = '', origin, referer = '', ...headers }: IncomingHttpHeaders): void {
  const name = host.replace(/:\d+$/, '')
  if (!isLoopback(name) && !isWeChatHost(name)) {
    throw new Refusal(403, 'the local WeChat answers local requests only (Host)')
  }
  if (origin !== undefined) {
    if (origin === `http://${host}`) return
    throw new Refusal(403, 'the local WeChat answers its own page only (Origin)')
  }
  const isElsewhere = /^(same|cross)-site$/.test(headers['sec-fetch-site'] ?? '')
  if (isElsewhere && headers['sec-fetch-dest'] !== 'document' && !SIMULATOR.test(referer)) {
    throw new Refusal(403, 'the local WeChat answers its own page only (Sec-Fetch-Site)')
  }
}
