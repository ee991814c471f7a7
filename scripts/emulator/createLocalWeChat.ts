import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { urlToHttpOptions } from 'node:url'
import fastify from 'fastify'
import * as v from 'valibot'
import { adminOpenids } from '../../cloudfunctions/openapi/cloud/checkCaller'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { MAX_TIMER_MS } from '../../cloudfunctions/openapi/errors/withTimeLimit'
import { isLoopback } from '../../cloudfunctions/openapi/https/checkBaseUrl'
import { inBoth, type Message, MessageError } from '../../cloudfunctions/openapi/messages/Message'
import { unknownOption } from '../../cloudfunctions/openapi/names/nearest'
import { version } from '../../package.json'
import { DIST, PRELOAD, RUN } from './built'
import { CallLog } from './control/CallLog'
import { type EventName, Events } from './control/Events'
import { type Fault, Faults, faultsSchema } from './control/Faults'
import { Pushes } from './control/Pushes'
import { Stubs } from './control/Stubs'
import { functionEnvironment } from './functions/functionEnvironment'
import { hasTestScript } from './functions/functionPackage'
import { Runner } from './functions/Runner'
import type { Endpoints } from './redirect/Endpoints'
import { listenTls } from './redirect/listen'
import { CallHandler } from './routes/CallHandler'
import { control } from './routes/control'
import { files as fileRoutes } from './routes/files'
import { functions } from './routes/functions'
import { gateway } from './routes/gateway'
import { handleUnknownUrl, https } from './routes/https'
import { localOnly } from './routes/localOnly'
import { page } from './routes/page'
import { BODY_LIMIT_BYTES, mistakesIn, ownerOf, sendConnectionError, sendError, statusOf } from './routes/responses'
import type { Counts } from './routes/Services'
import { unknownNameLog } from './schemas/apiName'
import { AccessTokens } from './service/AccessTokens'
import { WeChat } from './service/WeChat'
import { Fixtures } from './state/Fixtures'
import type { GivenFixtures } from './state/fixturesSchema'
import { Records } from './state/Records'
import { type Log, lineIn, reasonIn } from './system/system'

export interface LocalWeChatOptions {
  /** TCP port (default: 0, which picks a free port). */
  port?: number
  /** Loopback address (default: 127.0.0.1). */
  host?: string
  /** The folder of the project, for `GET /emulator/info`. */
  project?: string
  /** The folder of the functions, `<dir>/<name>/index.js` (default: those of this package). */
  functions?: string
  /** Path of the fixtures file, or the fixtures themselves (default: the built-in ones). */
  fixtures?: string | GivenFixtures
  /** Uses the built-in fixtures until the fixtures file exists. */
  fixturesMayBeMissing?: boolean
  /** Path of the folder for the records, or `:memory:` (default). */
  state?: string
  /** Time limit of an invocation, in milliseconds (default: WeChat's 3000). */
  timeLimitMs?: number
  /** Maximum number of processes per function (default: 10). */
  maxInstances?: number
  /** Path of the Node that runs the functions (default: the current one). */
  node?: string
  /** Functions that a debugger may stop: the name of one, or true for all. Each has one process and no time limit. */
  inspect?: string | boolean
  /**
   * Lets functions load packages that their package.json does not list, and files outside of their folder, which fails in the
   * cloud. Each such function has a warning in the log.
   */
  allowUndeclared?: boolean
  /** Lets a function that another function calls make cloud calls, if that one may. Nobody knows whether WeChat does. */
  allowNestedOpenapi?: boolean
  /** Lifetime of an access token, in seconds (default: WeChat's 7200). */
  tokenLifetimeS?: number
  /** The faults at the start (default: none). */
  faults?: readonly Fault[]
  /** Environment variables for every function. Functions also get ADMIN_OPENIDS and basic variables of this process. */
  env?: Readonly<Record<string, string | undefined>>
  /** Names of further variables of this process that functions get. */
  passEnv?: readonly string[]
  /** Logs everything, not only calls and errors. */
  verbose?: boolean
  /** The language of the log (default: en). */
  language?: keyof Message
  /** Gets each line of the log (default: no log). No text from outside can forge a line. */
  log?: (line: string) => void
}

const OPTIONS: Record<keyof LocalWeChatOptions, true> = {
  port: true,
  host: true,
  project: true,
  functions: true,
  fixtures: true,
  fixturesMayBeMissing: true,
  state: true,
  timeLimitMs: true,
  maxInstances: true,
  node: true,
  inspect: true,
  allowUndeclared: true,
  allowNestedOpenapi: true,
  tokenLifetimeS: true,
  faults: true,
  env: true,
  passEnv: true,
  verbose: true,
  language: true,
  log: true,
}

export interface LocalWeChat {
  /** Its address, `http://127.0.0.1:8787`. */
  url: string
  /** The names of its functions. */
  functions: string[]
  /** The folder of its functions. */
  functionsDir: string
  /** Where it listens instead of api.weixin.qq.com, to redirect clients to it. */
  endpoints: Endpoints
  /** Allows programs that are not functions to make cloud calls (sdkEnvironment). */
  ticket: string
  readonly counts: Readonly<Counts>
  /** Stops it and every process of a function. May be called again. */
  close: () => Promise<void>
}

/** How long a client may send a body that is too large, and how long it may pause, in milliseconds. */
const REST_OF_BODY_MS = 30_000
const PAUSE_MS = 500

/**
 * Starts a local WeChat: the gateway for wx-server-sdk's cloud calls, api.weixin.qq.com, and a runner of cloud functions.
 *
 * @throws FileError if the fixtures have a mistake; RecordsError if the folder of records cannot be used; MessageError if another
 *   option is invalid; Error if the address is in use
 * @example
 * const wechat = await createLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
 * await fetch(`${wechat.url}/functions/bindAccount`, { method: 'POST', headers: { 'x-wx-openid': 'oAdmin' }, body: '{}' })
 * await wechat.close()
 */
export async function createLocalWeChat(options: LocalWeChatOptions = {}): Promise<LocalWeChat> {
  const mistake = unknownOption(options, Object.keys(OPTIONS))
  if (mistake) throw new MessageError(mistake)
  const given = v.safeParse(faultsSchema, options.faults ?? [])
  if (!given.success) {
    const mistakes = mistakesIn(given.issues)
    throw new MessageError(inBoth((language) => `faults: ${mistakes[language]}`))
  }
  const { port = 0, host = '127.0.0.1', timeLimitMs = 3000, maxInstances = 10, node = process.execPath } = options
  const { allowUndeclared = false, allowNestedOpenapi = false } = options
  const { env = {}, passEnv = [], inspect = false, verbose = false, state = ':memory:', language = 'en' } = options
  const dir = resolve(options.functions ?? join(DIST, 'cloudfunctions'))
  const nodeError =
    options.node === undefined
      ? undefined
      : spawnSync(node, ['--version'], { stdio: 'ignore', windowsHide: true }).error
  const check = (isFollowed: boolean, en: string, zh: string) => {
    if (!isFollowed) throw new MessageError({ en, zh })
  }
  check(
    isLoopback(isIPv6(host) ? `[${host}]` : host),
    `${host} is not a loopback address: the local WeChat listens on this machine only`,
    `${host} 不是回环地址：本地模拟环境只在本机监听`,
  )
  check(
    timeLimitMs > 0 && timeLimitMs <= MAX_TIMER_MS,
    `timeLimitMs must be a number of milliseconds from 1 to ${MAX_TIMER_MS}`,
    `timeLimitMs 应为 1 到 ${MAX_TIMER_MS} 的毫秒数`,
  )
  check(
    Number.isInteger(maxInstances) && maxInstances > 0,
    'maxInstances must be a whole number from 1',
    'maxInstances 应为正整数',
  )
  check(
    statSync(dir, { throwIfNoEntry: false })?.isDirectory() ?? false,
    `${dir} is not a directory (functions folder)`,
    `${dir} 不是目录（云函数目录）`,
  )
  check(
    !nodeError,
    `${node} cannot be run as Node.js: ${nodeError?.message}`,
    `${node} 不能作为 Node.js 运行：${reasonIn(nodeError).zh}`,
  )
  const log: Log = (line) => options.log?.(printable(lineIn(language, line)))

  const events = new Events()
  const changed = (what: EventName) => () => events.emit(what, {})
  const calls = new CallLog(log, verbose, ({ name, data }) => events.emit(name, data))
  const runner = new Runner({
    functions: dir,
    node,
    program: join(DIST, 'emulator/host.js'),
    environment: () => functionEnvironment({ gatewayUrl: `${url}/admin`, preload: PRELOAD, endpoints }, env, passEnv),
    timeLimitMs,
    maxInstances,
    inspect,
    allowUndeclared,
    allowNestedOpenapi,
    stubOf: (name, data) => stubs.take(name, { ...Object(data) })?.body,
    log,
    verbose,
    watch: calls,
  })
  const names = runner.names()
  const all = names.join(', ')
  check(
    typeof inspect !== 'string' || names.includes(inspect),
    `there is no function ${inspect} to inspect (functions: ${all})`,
    `没有可调试的云函数 ${inspect}（现有：${all}）`,
  )

  const fixtures =
    typeof options.fixtures === 'object'
      ? Fixtures.of(options.fixtures)
      : Fixtures.open(options.fixtures, log, {
          mayBeMissing: options.fixturesMayBeMissing ?? false,
          onChange: changed('fixtures'),
        })
  const seed = () => fixtures.seed()
  const folder =
    typeof options.fixtures === 'string' ? dirname(resolve(options.fixtures)) : resolve(options.project ?? '')
  const files = () =>
    Object.entries(fixtures.content().files).map(([path, source]) => [path, resolve(folder, source)] as const)
  const records = await Records.open(state, { seed, files, log, onChange: changed('state') }).catch((error) => {
    fixtures.close()
    throw error
  })
  const logUnknownNames = unknownNameLog(log)
  const faults = new Faults(given.output, logUnknownNames, changed('faults'))
  const stubs = new Stubs(() => fixtures.content().stubs, logUnknownNames, changed('stubs'), folder)
  const pushes = new Pushes({ fixtures, runner, calls, log })
  const tokens = new AccessTokens(options.tokenLifetimeS)
  const wechat = new WeChat(fixtures, records, tokens, (push) => pushes.send(push))
  const handler = new CallHandler(faults, stubs, calls, log)

  const server = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    // Requests without Host are refused by localOnly, with an errcode, instead of by Node.
    http: { requireHostHeader: false },
    clientErrorHandler: sendConnectionError,
    // Hooks do not run for a path that cannot be decoded or is too long.
    frameworkErrors: (error, request, reply) => {
      try {
        localOnly(request)
        if (ownerOf(request) !== 'wechat') throw error
        return handleUnknownUrl(handler, request, reply)
      } catch (it) {
        return sendError(reply, it)
      }
    },
  })
  let tlsListener: Awaited<ReturnType<typeof listenTls>> | undefined
  const stop = async () => {
    faults.close()
    pushes.close()
    tlsListener?.close()
    await server.close()
    await runner.close()
    await records.close()
    fixtures.close()
  }
  let stopping: Promise<void> | undefined
  const close = () => {
    stopping ??= stop()
    return stopping
  }
  const counts: Counts = { requests: 0, failedConnections: 0, otherProtocols: 0, escapedBodies: 0 }
  server.addHook('onRequest', async (request) => {
    if (ownerOf(request) !== 'control') counts.requests++
    localOnly(request)
  })
  server.setErrorHandler(async (error, request, reply) => {
    if (statusOf(error) >= 500) log(error instanceof MessageError ? error.both : String(error))
    // Most clients read no response before they have sent the whole request. Closing the connection earlier resets it.
    if (statusOf(error) === 413) {
      const signal = AbortSignal.timeout(REST_OF_BODY_MS)
      const body = request.raw.setTimeout(PAUSE_MS).resume()
      await Promise.race([finished(body, { writable: false, signal }), once(body, 'timeout')]).catch(() => {})
    }
    return sendError(reply, error)
  })
  const about = () => ({
    url,
    version,
    project: options.project ?? null,
    hasTestScript: options.project !== undefined && hasTestScript(options.project),
    functions: dir,
    state,
    run: RUN,
    adminOpenids: adminOpenids(env.ADMIN_OPENIDS),
  })
  const services = { about, wechat, fixtures, runner, faults, stubs, calls, pushes, events, handler, counts }
  for (const routes of [gateway, https, functions, control, fileRoutes]) server.register(routes(services))
  server.register(page(join(DIST, 'emulator/console')))

  let url: string
  let endpoints: Endpoints
  try {
    url = await server.listen({ port, host })
    const { hostname, port: actualPort } = urlToHttpOptions(new URL(url))
    const listened = { host: String(hostname), port: Number(actualPort) }
    tlsListener = await listenTls(server.server, listened.host, (reason) => {
      const isOtherProtocol = reason.includes('no application protocol')
      counts[isOtherProtocol ? 'otherProtocols' : 'failedConnections']++
      const why = isOtherProtocol
        ? {
            en: 'The client offers only other protocols than HTTP/1.1, such as HTTP/2, which the local WeChat does not speak.',
            zh: '客户端不支持 HTTP/1.1，只支持 HTTP/2 等其他协议，而本地模拟环境不支持这些协议',
          }
        : {
            en: 'The client may not trust the certificate authority that exec creates.',
            zh: '客户端可能不信任 exec 创建的证书颁发机构',
          }
      log({ en: `TLS handshake failed (${reason}). ${why.en}`, zh: `TLS 握手失败（${reason}）：${why.zh}` })
    })
    endpoints = { ...listened, tlsPort: tlsListener.port, ca: tlsListener.ca }
    records.heldAt(url)
    stubs.get()
  } catch (error) {
    await close()
    throw error
  }
  return {
    url,
    functions: names,
    functionsDir: dir,
    endpoints,
    ticket: runner.tickets.outside,
    counts,
    close,
  }
}
