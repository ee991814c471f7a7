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
  if (URL.canParse(text) && /^https?:/i.test(text)) return new URL(text)
  throw new Error(
    'the proxy in HTTP_PROXY, HTTPS_PROXY or ALL_PROXY is not an HTTP proxy, and wx-logistics exec supports no other: set the variable to one, or unset it / HTTP_PROXY、HTTPS_PROXY 或 ALL_PROXY 不是 HTTP 代理的地址，而 wx-logistics exec 只支持 HTTP 代理：请改为 HTTP 代理，或取消该变量',
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
  const socket = await connect(hostOf(url), portOf(url))
  return url.protocol === 'https:' ? startTls(socket, url) : socket
}

/** Starts TLS with the host of an address on a connection to it. */
export async function startTls(socket: Socket, url: URL): Promise<Socket> {
  const host = hostOf(url)
  const secure = tls.connect({ socket, host, servername: net.isIP(host) ? '' : host })
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
  if (!proxy) return connect(hostOf(url), portOf(url))
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

/** Connects to a port of a host. */
export async function connect(host: string, port: number): Promise<Socket> {
  const socket = net.connect({ host, port })
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
