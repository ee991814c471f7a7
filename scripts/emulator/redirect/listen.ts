import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import type { Server, Socket } from 'node:net'
import { createSecureContext, createServer, type SecureContext } from 'node:tls'
import { CertificateAuthority } from './certificates/CertificateAuthority'
import { isWeChatHost, plainName, WECHAT_HOSTS } from './wechatHosts'

/** A server that listens on loopback. */
export interface Listening {
  port: number
  /** Stops it, and closes its connections. */
  close: () => void
}

/**
 * Makes a server listen on a free port.
 *
 * @param host loopback address
 */
export async function listen(server: Server, host: string): Promise<Listening> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await once(server.listen({ host, port: 0 }), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error(`nothing listens on ${host}`)
  return {
    port: address.port,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** The host for old clients that name none (SNI). */
const DEFAULT_HOST = 'api.weixin.qq.com'

/** TLS handshake timeout, in milliseconds. */
const HANDSHAKE_MS = 10_000

const MAX_CONTEXTS = 1000

/**
 * Listens for TLS as WeChat's hosts do on port 443, and passes the connections to an HTTP server.
 *
 * @param host loopback address
 * @param onFailure gets the reason of each handshake that fails
 */
export async function listenTls(
  server: HttpServer,
  host: string,
  onFailure: (reason: string) => void,
): Promise<Listening & { ca: string }> {
  const authority = new CertificateAuthority(WECHAT_HOSTS)
  const contexts = new Map<string, SecureContext>()
  const contextOf = (servername: string) => {
    const name = plainName(servername)
    const context = contexts.get(name) ?? createSecureContext(authority.issue(name))
    if (contexts.size < MAX_CONTEXTS) contexts.set(name, context)
    return context
  }
  const listener = createServer({
    ...authority.issue(DEFAULT_HOST),
    SNICallback: (name, done) =>
      isWeChatHost(name) ? done(null, contextOf(name)) : done(new Error(`${name} is not a host of WeChat`)),
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: HANDSHAKE_MS,
  })
  listener.on('secureConnection', (socket) => server.emit('connection', socket))
  listener.on('tlsClientError', (error) => onFailure(error.message))
  return { ...(await listen(listener, host)), ca: authority.certificate }
}
