import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { createSecureContext, createServer, type SecureContext } from 'node:tls'
import { CertificateAuthority } from './certificates/CertificateAuthority'
import { isWeChatHost, plainName, WECHAT_HOSTS } from './wechatHosts'

/** The host for old clients that name none (SNI). */
const DEFAULT_HOST = 'api.weixin.qq.com'

/** TLS handshake timeout, in milliseconds. */
const HANDSHAKE_MS = 10_000

const MAX_CONTEXTS = 1000

/**
 * Listens for TLS as WeChat's hosts do on port 443, and passes the connections to an HTTP server.
 *
 * @param host loopback address
 * @param on connection: called for each client; failure: called when a handshake fails
 */
export async function listenTls(
  server: Server,
  host: string,
  on: { connection: () => void; failure: (reason: string) => void },
): Promise<{ port: number; ca: string; close: () => void }> {
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
  const sockets = new Set<Socket>()
  listener.on('connection', (socket) => {
    on.connection()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  listener.on('secureConnection', (socket) => server.emit('connection', socket))
  listener.on('tlsClientError', (error) => on.failure(error.message))
  await once(listener.listen({ host, port: 0 }), 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error(`nothing listens on ${host}`)
  return {
    port: address.port,
    ca: authority.certificate,
    close: () => {
      listener.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
