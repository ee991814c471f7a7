import { once } from 'node:events'
import http from 'node:http'
import net, { type Socket } from 'node:net'
import tls from 'node:tls'
import { urlToHttpOptions } from 'node:url'
import { getProxyForUrl } from 'proxy-from-env'

/**
 * Returns the user's own HTTP proxy for an address, as HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY define it.
 *
 * @throws Error if it is not an HTTP proxy, for example SOCKS
 */
export function userProxyFor(url: URL): URL | undefined {
  const text = getProxyForUrl(url.href)
  if (text === '') return undefined
  const proxy = URL.canParse(text) ? new URL(text) : undefined
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy
  // proxy-from-env reads them in this order.
  const names = [url.protocol.replace(':', '_proxy'), 'all_proxy'].flatMap((name) => [name, name.toUpperCase()])
  const variable = names.find((name) => process.env[name])
  const [en, zh] = proxy
    ? [`${variable} is ${proxy.protocol}//${proxy.host}`, `${variable} 是 ${proxy.protocol}//${proxy.host}`]
    : [`${variable} is not an address`, `${variable} 不是地址`]
  throw new Error(
    `${en}, and wx-logistics exec supports HTTP proxies only: set HTTP_PROXY and HTTPS_PROXY to one, or unset it / ${zh}，而 wx-logistics exec 只支持 HTTP 代理：请把 HTTP_PROXY、HTTPS_PROXY 设为 HTTP 代理，或取消该变量`,
  )
}

/** Returns the headers with which the user logs in to a proxy. */
export function authorization({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  return { 'proxy-authorization': `Basic ${credentials.toString('base64')}` }
}

/** Connects to an address, with TLS for https. */
export async function connectTo(url: URL): Promise<Socket> {
  const socket = await connectPlainly(url)
  return url.protocol === 'https:' ? startTls(socket, url) : socket
}

/** Starts TLS with the host of an address on a connection to it. */
export async function startTls(socket: Socket, url: URL): Promise<Socket> {
  const host = hostOf(url)
  const secure = tls.connect({ socket, host, ...(net.isIP(host) === 0 && { servername: host }) })
  await once(secure, 'secureConnect')
  return secure
}

/**
 * Opens a connection to an address for any protocol, through the user's proxy if there is one.
 *
 * @throws Error if the address cannot be reached
 */
export async function tunnelTo(url: URL): Promise<Socket> {
  const proxy = userProxyFor(url)
  if (!proxy) return connectPlainly(url)
  const path = `${url.hostname}:${portOf(url)}`
  const socket = await connectTo(proxy)
  const headers = { host: path, ...authorization(proxy) }
  const request = http.request({ method: 'CONNECT', path, headers, createConnection: () => socket }).end()
  const [{ statusCode }, , head] = await once(request, 'connect')
  if (statusCode !== 200) {
    socket.destroy()
    throw new Error(`the proxy ${proxy.host} responded with ${statusCode}`)
  }
  if (head.length > 0) socket.unshift(head)
  return socket
}

async function connectPlainly(url: URL): Promise<Socket> {
  const socket = net.connect({ host: hostOf(url), port: portOf(url) })
  await once(socket, 'connect')
  return socket
}

/** Returns the host without the brackets of IPv6. */
function hostOf(url: URL): string {
  return String(urlToHttpOptions(url).hostname)
}

function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80))
}
