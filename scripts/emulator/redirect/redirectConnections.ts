import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls, { type SecureContext } from 'node:tls'
import { isLoopback } from '../../../cloudfunctions/openapi/https/checkBaseUrl'
import type { Redirection } from './Endpoints'
import { offlineMessage } from './offlineMessage'
import { isWeChatHost } from './wechatHosts'

/**
 * Leads every connection of this process to one of WeChat's hosts to the local WeChat, below whatever client makes it: all of
 * Node's connections are made by these two functions.
 *
 * @param endpoints where the local WeChat is; where it is not known, such a connection fails, rather than reach the real WeChat
 */
export function redirectConnections(endpoints: Redirection | undefined): void {
  net.Socket.prototype.connect = new Proxy(net.Socket.prototype.connect, {
    apply(connect, socket: net.Socket, args: unknown[]) {
      const { options, rest } = read(args)
      const wanted = String(options.host || 'localhost')
      if (options.path) return Reflect.apply(connect, socket, args)
      if (!isWeChatHost(wanted)) {
        const place =
          endpoints?.offline && !isLocal(wanted) ? [nowhere(options, offlineMessage(wanted)), ...rest] : args
        return Reflect.apply(connect, socket, place)
      }
      if (!endpoints) {
        const message = `${wanted} is not reached: no local WeChat is known here`
        return Reflect.apply(connect, socket, [nowhere(options, message), ...rest])
      }
      const { host, port, tlsPort } = endpoints
      // Its own address may be none from which loopback is reached.
      const place = { host, port: Number(options.port) === 443 ? tlsPort : port, localAddress: undefined }
      return Reflect.apply(connect, socket, [
        { ...options, ...place, localPort: undefined, family: undefined },
        ...rest,
      ])
    },
  })

  let secureContext: SecureContext | undefined
  tls.connect = new Proxy(tls.connect, {
    apply(connect, self, args: unknown[]) {
      const { options, rest } = read(args)
      const servername = String(options.servername || options.host)
      if (!endpoints || !isWeChatHost(servername)) return Reflect.apply(connect, self, args)
      secureContext ??= tls.createSecureContext({ ca: endpoints.ca })
      return Reflect.apply(connect, self, [{ ...options, servername, secureContext }, ...rest])
    },
  })
  syncBuiltinESMExports()
}

/** As far as they are looked at here. */
interface Options {
  host?: unknown
  port?: unknown
  path?: unknown
  servername?: unknown
}

/**
 * Reads `(options, done)`, `(port, host, done)` and `(port, host, options, done)`; Node hands on to itself what it has read
 * as one array: https://nodejs.org/api/net.html#socketconnect, https://nodejs.org/api/tls.html#tlsconnectoptions-callback
 */
function read(args: unknown[]): { options: Options; rest: unknown[] } {
  const given: unknown[] = Array.isArray(args[0]) ? args[0] : args
  const [port, host] = given
  const place = typeof port === 'object' ? {} : { port, ...(typeof host === 'string' && { host }) }
  const rest = given.filter((it) => typeof it === 'function')
  return { options: Object.assign({}, place, ...given.filter((it) => typeof it === 'object')), rest }
}

/** What fails as a name that cannot be looked up, which every client knows. */
function nowhere(options: Options, message: string): object {
  const lookup = (_host: string, _options: object, done: (error: Error) => void) => done(new Error(message))
  return { ...options, host: 'nowhere.invalid', lookup }
}

function isLocal(host: string): boolean {
  return isLoopback(net.isIPv6(host) ? `[${host}]` : host)
}
