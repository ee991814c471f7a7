import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback } from '../../../cloudfunctions/openapi/https/checkBaseUrl'
import { isWeChatHost } from '../redirect/wechatHosts'
import { type HttpError, httpError, ownerOf, pathOf, type Routed } from './responses'

/**
 * The Referer of wx.request in the developer tools, which no web page can set:
 * https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
 *
 * It comes with a browser's Sec-Fetch-Site (same-site or cross-site) or without one, and without an Origin:
 * assumed#simulator. A request with an Origin is refused, as from any page.
 */
const SIMULATOR = /^https:\/\/servicewechat\.com\/\w+\/devtools\/page-frame\.html$/

/**
 * Refuses requests that a foreign web page may have caused: through a host name that resolves to this machine (Host), by a
 * script or form (Origin), or by loading a resource such as an image (Sec-Fetch-Site). WeChat's names reach WeChat's paths
 * only: a page could use them too. Following a link to the page is allowed.
 *
 * @throws HttpError 403
 */
export function localOnly(request: Routed & { headers: IncomingHttpHeaders }): void {
  const { host = '', origin, referer = '', ...headers } = request.headers
  const name = host.replace(/:\d+$/, '')
  const isLocal = isLoopback(name)
  if (!isLocal && !(isWeChatHost(name) && ['wechat', 'gateway'].includes(ownerOf(request)))) {
    throw httpError(403, 'the local WeChat accepts local requests only (Host)', '本地模拟环境只接受本机的请求（Host）')
  }
  if (origin !== undefined) {
    if (isLocal && origin === `http://${host}`) return
    throw ownPageOnly('Origin')
  }
  const isForeign = /^(same|cross)-site$/.test(headers['sec-fetch-site'] ?? '')
  const isLinkToPage = headers['sec-fetch-dest'] === 'document' && pathOf(request.url) === '/'
  if (isForeign && !isLinkToPage && !SIMULATOR.test(referer)) {
    throw ownPageOnly('Sec-Fetch-Site')
  }
}

function ownPageOnly(header: string): HttpError {
  return httpError(
    403,
    `the local WeChat accepts requests of its own page only (${header})`,
    `本地模拟环境只接受自己页面的请求（${header}）`,
  )
}
