import { randomBytes, timingSafeEqual } from 'node:crypto'
import http, { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import { type Duplex, pipeline } from 'node:stream'
import { messageOf, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isLoopback } from '../../../cloudfunctions/openapi/https/checkBaseUrl'
import { inBoth } from '../../../cloudfunctions/openapi/messages/Message'
import type { Endpoints } from '../../emulator/redirect/Endpoints'
import { offlineMessage } from '../../emulator/redirect/Endpoints'
import { type Listening, listen } from '../../emulator/redirect/listen'
import { isWeChatHost } from '../../emulator/redirect/wechatHosts'
import { HttpError, sendConnectionError, WECHAT_JSON } from '../../emulator/routes/responses'
import { connectToWeChat, relay } from './openSocksProxy'
import { authorization, connectTo, startTls, tunnelTo, userProxyFor, whileOpen } from './userProxy'

/** The proxy, and the password of its user `exec`. */
export interface HttpProxy extends Listening {
  secret: string
}

/**
 * Opens an HTTP proxy on loopback that redirects WeChat's hosts to the endpoints of a local WeChat. It passes on all else
 * unchanged, through the user's own proxy if there is one. Every process of this machine may use it for WeChat's hosts, as it
 * may use the local WeChat itself; other hosts need the secret.
 *
 * @param endpoints of the local WeChat
 * @param offline refuses other hosts
 */
export async function openHttpProxy(endpoints: Endpoints, offline: boolean): Promise<HttpProxy> {
  const secret = randomBytes(16).toString('hex')
  const expected = Buffer.from(`Basic ${Buffer.from(`exec:${secret}`).toString('base64')}`)

  const checkAllowed = (host: string, { headers }: IncomingMessage): void => {
    if (isWeChatHost(host)) return
    if (offline && !isLoopback(host))
      throw new HttpError(
        403,
        inBoth(() => offlineMessage(host)),
      )
    const given = Buffer.from(headers['proxy-authorization'] ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new HttpError(407, {
        en: 'this proxy is only for the command that wx-logistics exec runs',
        zh: '此代理只供 wx-logistics exec 运行的命令使用',
      })
    }
  }

  const tunnel = async (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => {}) // The client may close the connection at any time.
    try {
      const url = parse(`https://${request.url}`)
      checkAllowed(url.hostname, request)
      const signal = whileOpen(client)
      const other = await (isWeChatHost(url.hostname)
        ? connectToWeChat(endpoints, Number(url.port || 443), signal)
        : tunnelTo(url, signal))
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      other.write(head)
      relay(client, other)
    } catch (error) {
      if (client.destroyed) return
      const response = new http.ServerResponse(request)
      response.shouldKeepAlive = false
      response.assignSocket(request.socket)
      response.once('finish', () => client.end())
      sendError(request, response, error)
    }
  }

  /** Opens the connection for a request, which is sent to a proxy with its whole address. */
  const route = async (url: URL, signal: AbortSignal) => {
    const path = `${url.pathname}${url.search}`
    if (isWeChatHost(url.hostname)) return { socket: await connectToWeChat(endpoints, 80, signal), path }
    if (url.protocol === 'https:') return { socket: await startTls(await tunnelTo(url, signal), url, signal), path }
    const proxy = userProxyFor(url)
    if (!proxy) return { socket: await connectTo(url, signal), path }
    return { socket: await connectTo(proxy, signal), path: url.href, headers: authorization(proxy) }
  }

  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const url = parse(String(request.url))
      checkAllowed(url.hostname, request)
      const { socket, path, headers } = await route(url, whileOpen(response))
      const framing = request.headers['transfer-encoding']
      const sent = http.request({
        createConnection: () => socket,
        method: String(request.method),
        path,
        headers: {
          ...endToEnd(request),
          // Node frames the body of a DELETE, and of other methods that rarely have one, only with this header.
          ...(framing !== undefined && { 'transfer-encoding': framing }),
          ...headers,
          host: url.host,
          connection: 'close',
        },
      })
      response.once('close', () => response.writableFinished || sent.destroy())
      sent.once('response', (answer) => {
        try {
          response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer))
          pipeline(answer, response, () => {})
        } catch (error) {
          sent.destroy(new Error(`the response is not valid: ${messageOf(error)}`))
        }
      })
      sent.once('upgrade', (_answer, stream) => {
        stream.destroy()
        sendError(request, response, new Error('the response is an upgrade that was not requested'))
      })
      sent.on('error', (error) => sendError(request, response, error))
      pipeline(request, sent, () => {})
    } catch (error) {
      sendError(request, response, error)
    }
  }

  const server = http.createServer((request, response) => void forward(request, response))
  server.on('clientError', sendConnectionError)
  server.on('connect', (request, client, head) => void tunnel(request, client, head))
  return { ...(await listen(server, '127.0.0.1')), secret }
}

/** Parses the whole address of a request, which clients send to a proxy. */
function parse(address: string): URL {
  if (URL.canParse(address) && /^https?:/i.test(address)) return new URL(address)
  throw new HttpError(400, {
    en: 'this is an HTTP proxy: it takes addresses of http and https',
    zh: '这是 HTTP 代理：只接受 http 和 https 地址',
  })
}

function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy()
  response.statusMessage = '' // The default. A host may have sent one that Node refuses.
  response.statusCode = error instanceof HttpError ? error.statusCode : 502
  if (response.statusCode === 407) response.setHeader('proxy-authenticate', 'Basic realm="wx-logistics exec"')
  // An error for several addresses has a code and no message.
  const message = messageOf(error) || readProperty(error, 'code')
  const [, host] = /^(?:https?:\/\/)?([^/@]+)/.exec(String(request.url)) ?? []
  const errmsg = error instanceof HttpError ? message : `${host} cannot be reached: ${message}`
  // Clients of WeChat treat a response without an errcode as a success.
  response.setHeader('content-type', WECHAT_JSON)
  response.end(JSON.stringify({ errcode: -1, errmsg }))
}

/** RFC 9110, 7.6.1, and headers that are only for a proxy. */
const HOP_BY_HOP =
  /^(connection|keep-alive|proxy-authenticate|proxy-authorization|proxy-connection|te|trailer|transfer-encoding|upgrade|expect)$/

function endToEnd({ headersDistinct }: IncomingMessage): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headersDistinct).filter(([name]) => !HOP_BY_HOP.test(name)))
}
