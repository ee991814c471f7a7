import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { createSecureContext, createServer, type SecureContext } from 'node:tls'
import { CertificateAuthority } from './certificates/CertificateAuthority'
import { isWeChatHost, plainName, WECHAT_HOSTS } from './wechatHosts'

/** What a client is that says no name (SNI), as old ones do. */
const UNNAMED = 'api.weixin.qq.com'

/** Longer the beginning of TLS takes nobody, in milliseconds. */
const HANDSHAKE_MS = 10_000

/**
 * Listens as WeChat's hosts do on port 443, and hands what it hears to a server of HTTP.
 *
 * @param host loopback address
 * @param told gets each client that has come, or why one went that did not take what it was shown
 */
export async function listenTls(
  server: Server,
  host: string,
  told: { came: () => void; failed: (why: string) => void },
): Promise<{ port: number; ca: string; close: () => void }> {
  const authority = new CertificateAuthority(WECHAT_HOSTS)
  const contexts = new Map<string, SecureContext>()
  const contextOf = (given: string) => {
    const name = plainName(given)
    const context = contexts.get(name) ?? createSecureContext(authority.vouchFor(name))
    if (contexts.size < 1000) contexts.set(name, context)
    return context
  }
  const listener = createServer({
    ...authority.vouchFor(UNNAMED),
    SNICallback: (name, done) =>
      isWeChatHost(name) ? done(null, contextOf(name)) : done(new Error(`${name} is none of WeChat's hosts`)),
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: HANDSHAKE_MS,
  })
  const sockets = new Set<Socket>()
  listener.on('connection', (socket) => {
    told.came()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  listener.on('secureConnection', (socket) => server.emit('connection', socket))
  listener.on('tlsClientError', (error) => told.failed(error.message))
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
