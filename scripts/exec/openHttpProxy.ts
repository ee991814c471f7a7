import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import http, { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import net, { type Socket } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { isLoopback } from '../../cloudfunctions/openapi/https/checkBaseUrl'
import type { Endpoints } from '../emulator/redirect/Endpoints'
import { offlineMessage } from '../emulator/redirect/offlineMessage'
import { isWeChatHost } from '../emulator/redirect/wechatHosts'
import { messageOf } from '../start/messageOf'
import { authorization, connectTo, secured, tunnelTo, userProxyFor } from './userProxy'

export interface HttpProxy {
  port: number
  /** Its address, with the secret by which it knows for whom it is. */
  url: string
  close: () => void
}

/**
 * An HTTP proxy on loopback: WeChat's hosts are the endpoints of a local WeChat, and other hosts are reached untouched, through
 * the user's own proxy where there is one. Whoever is on this machine may have the former, as without a proxy; the latter
 * only who knows the secret.
 *
 * @param endpoints of the local WeChat
 * @param offline refuses other hosts
 */
export async function openHttpProxy(endpoints: Endpoints, offline: boolean): Promise<HttpProxy> {
  const secret = randomBytes(16).toString('hex')
  const expected = Buffer.from(`Basic ${Buffer.from(`exec:${secret}`).toString('base64')}`)

  const checkAllowed = (host: string, { headers }: IncomingMessage): void => {
    if (isWeChatHost(host)) return
    if (offline && !isLoopback(host)) throw new Refusal(403, offlineMessage(host))
    const given = Buffer.from(headers['proxy-authorization'] ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new Refusal(407, 'this proxy is for the command alone that wx-logistics exec runs')
    }
  }

  /** What a client says in a tunnel is between it and the other end. */
  const tunnel = async (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => {}) // It may go when it likes.
    try {
      const url = parse(`https://${request.url}`)
      checkAllowed(url.hostname, request)
      const other = isWeChatHost(url.hostname)
        ? await connectToEndpoint(endpoints, url.port || '443')
        : await tunnelTo(url)
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      other.write(head)
      pipeline(client, other, () => {})
      pipeline(other, client, () => {})
    } catch (error) {
      const response = new http.ServerResponse(request)
      response.shouldKeepAlive = false
      response.assignSocket(request.socket)
      response.once('finish', () => client.end())
      refuse(request, response, error)
    }
  }

  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const url = addressOf(request)
      checkAllowed(url.hostname, request)
      const { socket, path, headers } = await wayTo(endpoints, url)
      const { method, headersDistinct } = request
      const framing = request.headers['transfer-encoding']
      const sent = http.request({
        createConnection: () => socket,
        ...(method !== undefined && { method }),
        path,
        headers: {
          ...endToEnd(headersDistinct),
          // Node frames the body of a DELETE, and of others that hardly have one, only when it is told to.
          ...(framing !== undefined && { 'transfer-encoding': framing }),
          ...headers,
          host: url.host,
          connection: 'close',
        },
      })
      sent.once('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.headersDistinct))
        pipeline(answer, response, () => {})
      })
      sent.on('error', (error) => refuse(request, response, error))
      pipeline(request, sent, () => {})
    } catch (error) {
      refuse(request, response, error)
    }
  }

  const server = http.createServer((request, response) => void forward(request, response))
  server.on('connect', (request, client, head) => void tunnel(request, client, head))
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the HTTP proxy listens nowhere')
  return {
    port: address.port,
    url: `http://exec:${secret}@127.0.0.1:${address.port}`,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Why a request is not carried out. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

const CHALLENGE = 'Basic realm="wx-logistics exec"'

/** What a whole request asks for. It may have been led here as to WeChat itself, and then names the host in Host alone. */
function addressOf({ url = '', headers }: IncomingMessage): URL {
  if (!url.startsWith('/')) return parse(url)
  const direct = parse(`http://${headers.host}${url}`)
  return isWeChatHost(direct.hostname) ? direct : parse('')
}

function parse(address: string): URL {
  if (URL.canParse(address) && /^https?:/i.test(address)) return new URL(address)
  throw new Refusal(400, 'this is an HTTP proxy: it is asked for an address of http or https')
}

function refusalOf(error: unknown, { url, headers }: IncomingMessage): Refusal {
  if (error instanceof Refusal) return error
  const host = /^(?:https?:\/\/)?([^/@]+)/.exec(String(url))?.[1] ?? headers.host
  return new Refusal(502, `${host} is not reached: ${messageOf(error) || readProperty(error, 'code')}`) // Several addresses that fail have no message.
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { status, message } = refusalOf(error, request)
  if (response.headersSent) return void response.destroy()
  response.statusCode = status
  response.setHeader('content-type', 'text/plain; charset=utf-8')
  if (status === 407) response.setHeader('proxy-authenticate', CHALLENGE)
  response.end(message)
}

async function connectToEndpoint({ host, port, tlsPort }: Endpoints, wanted: string): Promise<Socket> {
  const socket = net.connect({ host, port: wanted === '443' ? tlsPort : port })
  await once(socket, 'connect')
  return socket
}

/** How a request for an address is sent on. */
async function wayTo(
  endpoints: Endpoints,
  url: URL,
): Promise<{ socket: Socket; path: string; headers?: OutgoingHttpHeaders }> {
  const path = `${url.pathname}${url.search}`
  if (isWeChatHost(url.hostname)) return { socket: await connectToEndpoint(endpoints, '80'), path }
  if (url.protocol === 'https:') {
    return { socket: await secured(await tunnelTo(url), url), path }
  }
  const proxy = userProxyFor(url)
  if (!proxy) return { socket: await connectTo(url), path }
  return { socket: await connectTo(proxy), path: url.href, headers: authorization(proxy) }
}

/** RFC 9110, 7.6.1, and what is for a proxy alone. */
const HOP_BY_HOP =
  /^(connection|keep-alive|proxy-authenticate|proxy-authorization|proxy-connection|te|trailer|transfer-encoding|upgrade|expect)$/

function endToEnd(headers: IncomingMessage['headersDistinct']): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.test(name)))
}
