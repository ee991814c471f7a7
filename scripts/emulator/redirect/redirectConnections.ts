import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls, { type SecureContext } from 'node:tls'
import { isLoopback } from '../../../cloudfunctions/openapi/https/checkBaseUrl'
import { offlineMessage, type Redirection } from './Endpoints'
import { isWeChatHost } from './wechatHosts'

/** The options of a connection that are read here. */
interface Options {
  host?: unknown
  port?: unknown
  path?: unknown
  servername?: unknown
}

/** Where this process keeps its redirection: preload.ts and testProcess.ts may both run in it. */
const REDIRECTION = Symbol.for('wx-logistics.redirection')

/**
 * Redirects all connections of this process, or changes where they are redirected to. It works below all HTTP clients: all
 * connections of Node are made by the two functions that it replaces.
 *
 * @param redirection undefined if no local WeChat is known: then a connection to WeChat's hosts fails, so that none reaches them
 */
export function redirectConnections(redirection: Redirection | undefined): void {
  const isRedirected = Reflect.has(net, REDIRECTION)
  Reflect.set(net, REDIRECTION, redirection)
  if (isRedirected) return
  const current = (): Redirection | undefined => Reflect.get(net, REDIRECTION)
  const redirected = (options: Options): Options => {
    const host = String(options.host || 'localhost')
    if (options.path) return options
    const endpoints = current()
    if (!isWeChatHost(host))
      return endpoints?.offline && !isLocal(host) ? failing(options, offlineMessage(host)) : options
    if (!endpoints) return failing(options, `${host} is not reached: no local WeChat is known here`)
    const port = Number(options.port) === 443 ? endpoints.tlsPort : endpoints.port
    // A local address that the client chose may not reach loopback.
    const any = { localAddress: undefined, localPort: undefined, family: undefined }
    return { ...options, host: endpoints.host, port, ...any }
  }
  net.Socket.prototype.connect = new Proxy(net.Socket.prototype.connect, {
    apply(connect, socket: net.Socket, args: unknown[]) {
      const { options, rest } = read(args)
      const target = redirected(options)
      return Reflect.apply(connect, socket, target === options ? args : [target, ...rest])
    },
  })

  const contexts = new WeakMap<Redirection, SecureContext>()
  tls.connect = new Proxy(tls.connect, {
    apply(connect, self, args: unknown[]) {
      const { options, rest } = read(args)
      const servername = String(options.servername || options.host)
      const endpoints = current()
      if (!endpoints || !isWeChatHost(servername)) return Reflect.apply(connect, self, args)
      const secureContext = contexts.get(endpoints) ?? tls.createSecureContext({ ca: endpoints.ca })
      contexts.set(endpoints, secureContext)
      return Reflect.apply(connect, self, [{ ...options, servername, secureContext }, ...rest])
    },
  })
  // Node has it since 12.12.
  syncBuiltinESMExports?.()
}

/**
 * Reads `(options, done)`, `(port, host, done)` and `(port, host, options, done)`. Node also passes them on as one array:
 * https://nodejs.org/api/net.html#socketconnect, https://nodejs.org/api/tls.html#tlsconnectoptions-callback
 */
function read(args: unknown[]): { options: Options; rest: unknown[] } {
  const given: unknown[] = Array.isArray(args[0]) ? args[0] : args
  const [port, host] = given
  const place = typeof port === 'object' ? {} : { port, ...(typeof host === 'string' && { host }) }
  const rest = given.filter((it) => typeof it === 'function')
  return { options: Object.assign({}, place, ...given.filter((it) => typeof it === 'object')), rest }
}

/** Returns options with which the lookup of the host fails: every client handles that error. */
function failing(options: Options, message: string): Options {
  const lookup = (_host: string, _options: object, done: (error: Error) => void) => done(new Error(message))
  return { ...options, host: 'nowhere.invalid', ...{ lookup } }
}

function isLocal(host: string): boolean {
  return isLoopback(net.isIPv6(host) ? `[${host}]` : host)
}
