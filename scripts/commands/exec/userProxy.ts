import { type EventEmitter, once } from 'node:events'
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

/** How long opening a connection may take, in milliseconds. Systems give up after one to two minutes. */
const OPEN_MS = 60_000

/** Returns a signal that ends attempts to open a connection for a client: when the client is closed, or after a time limit. */
export function whileOpen(client: EventEmitter): AbortSignal {
  const attempts = new AbortController()
  const expire = () => attempts.abort(new Error(`there was no response within ${OPEN_MS / 1000} s`))
  const timer = setTimeout(expire, OPEN_MS).unref()
  client.once('close', () => {
    clearTimeout(timer)
    attempts.abort()
  })
  return attempts.signal
}

/** Connects to an address, with TLS for https. */
export async function connectTo(url: URL, signal: AbortSignal): Promise<Socket> {
  const socket = await connect(hostOf(url), portOf(url), signal)
  return url.protocol === 'https:' ? startTls(socket, url, signal) : socket
}

/** Starts TLS with the host of an address on a connection to it. */
export async function startTls(socket: Socket, url: URL, signal: AbortSignal): Promise<Socket> {
  const host = hostOf(url)
  const secure = tls.connect({ socket, host, servername: net.isIP(host) ? '' : host })
  await opened(secure, socket, 'secureConnect', signal)
  return secure
}

/**
 * Opens a connection to an address for any protocol, through the user's proxy if there is one.
 *
 * @throws Error if the address cannot be reached
 */
export async function tunnelTo(url: URL, signal: AbortSignal): Promise<Socket> {
  const proxy = userProxyFor(url)
  if (!proxy) return connect(hostOf(url), portOf(url), signal)
  const path = `${url.hostname}:${portOf(url)}`
  const socket = await connectTo(proxy, signal)
  const headers = { host: path, ...authorization(proxy) }
  const request = http.request({ method: 'CONNECT', path, headers, createConnection: () => socket }).end()
  const [{ statusCode }, , head] = await opened(request, socket, 'connect', signal)
  if (statusCode !== 200) {
    socket.destroy()
    throw new Error(`the proxy ${proxy.host} responded with ${statusCode}`)
  }
  if (head.length > 0) socket.unshift(head)
  return socket
}

/** Connects to a port of a host. Either side may end before the other. */
export async function connect(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = net.connect({ host, port, allowHalfOpen: true })
  await opened(socket, socket, 'connect', signal)
  return socket
}

/** Waits for the event with which a connection is open; closes its socket if that fails. */
async function opened(emitter: EventEmitter, socket: Socket, event: string, signal: AbortSignal) {
  emitter.on('error', () => {}) // The connection may close later.
  try {
    return await once(emitter, event, { signal })
  } catch (error) {
    socket.destroy()
    throw signal.aborted ? signal.reason : error
  }
}

/** Returns the host without the brackets of IPv6. */
function hostOf(url: URL): string {
  return String(urlToHttpOptions(url).hostname)
}

function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80))
}
