import { once } from 'node:events'
import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import net, { type Socket } from 'node:net'
import tls from 'node:tls'
import { urlToHttpOptions } from 'node:url'
import { getProxyForUrl } from 'proxy-from-env'

/**
 * The user's own HTTP proxy for an address, as HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say; undefined for none.
 *
 * @throws Error when it is of another kind, SOCKS for instance
 */
export function userProxyFor(url: URL): URL | undefined {
  const text = getProxyForUrl(url.href)
  if (text === '') return undefined
  const { protocol, host } = URL.canParse(text) ? new URL(text) : { protocol: undefined, host: undefined }
  if (protocol === 'http:' || protocol === 'https:') return new URL(text)
  const variable = variableOf(url)
  const [en, zh] = protocol
    ? [`${variable} is ${protocol}//${host}`, `${variable} 是 ${protocol}//${host}`]
    : [`${variable} is no address`, `${variable} 不是地址`]
  throw new Error(
    `${en}, and wx-logistics exec takes HTTP proxies alone: set HTTP_PROXY and HTTPS_PROXY to one, or unset it / ${zh}，而 wx-logistics exec 只支持 HTTP 代理：请把 HTTP_PROXY、HTTPS_PROXY 设为 HTTP 代理，或取消该变量`,
  )
}

/** The variable that names the proxy, in the order in which they are looked at. */
function variableOf({ protocol }: URL): string | undefined {
  const names = [protocol.replace(':', '_proxy'), 'all_proxy'].flatMap((name) => [name, name.toUpperCase()])
  return names.find((name) => process.env[name])
}

/** The headers by which the user's proxy knows the user. */
export function authorization({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  return { 'proxy-authorization': `Basic ${credentials.toString('base64')}` }
}

/** Connects to where an address is, with TLS where it says https. */
export async function connectTo(url: URL): Promise<Socket> {
  const socket = await connectPlainly(url)
  return url.protocol === 'https:' ? secured(socket, url) : socket
}

/** TLS with the host of an address, on a connection to it. */
export async function secured(socket: Socket, url: URL): Promise<Socket> {
  const host = hostOf(url)
  const secure = tls.connect({ socket, host, ...(net.isIP(host) === 0 && { servername: host }) })
  await once(secure, 'secureConnect')
  return secure
}

/**
 * A tunnel to where an address is, whatever is then spoken in it: through the user's proxy where there is one.
 *
 * @throws Error when there is no way
 */
export async function tunnelTo(url: URL): Promise<Socket> {
  const proxy = userProxyFor(url)
  if (!proxy) return connectPlainly(url)
  const to = `${url.hostname}:${portOf(url)}`
  const socket = await connectTo(proxy)
  const request = http.request({
    method: 'CONNECT',
    path: to,
    headers: { host: to, ...authorization(proxy) },
    createConnection: () => socket,
  })
  const { statusCode, head } = await answerToConnect(request)
  if (statusCode !== 200) {
    socket.destroy()
    throw new Error(`the proxy ${proxy.host} answered ${statusCode}`)
  }
  if (head.length > 0) socket.unshift(head)
  return socket
}

async function connectPlainly(url: URL): Promise<Socket> {
  const socket = net.connect({ host: hostOf(url), port: portOf(url) })
  await once(socket, 'connect')
  return socket
}

/** Without the brackets of IPv6. */
function hostOf(url: URL): string {
  return String(urlToHttpOptions(url).hostname)
}

function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80))
}

async function answerToConnect(request: ClientRequest): Promise<{ statusCode: number | undefined; head: Buffer }> {
  return new Promise((resolve, reject) => {
    request.once('connect', ({ statusCode }: IncomingMessage, _socket, head) => resolve({ statusCode, head }))
    request.once('error', reject)
    request.end()
  })
}
