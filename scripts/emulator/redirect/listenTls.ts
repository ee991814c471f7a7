import type { Server } from 'node:http'
import { createSecureContext, createServer, type SecureContext } from 'node:tls'
import { CertificateAuthority } from './certificates/CertificateAuthority'
import { type Listening, listen } from './listen'
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
 * @param onFailure gets the reason of each handshake that fails
 */
export async function listenTls(
  server: Server,
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
