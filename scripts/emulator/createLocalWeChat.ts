import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { join, resolve } from 'node:path'
import { urlToHttpOptions } from 'node:url'
import fastify from 'fastify'
import { adminOpenids } from '../../cloudfunctions/openapi/cloud/checkCaller'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { MAX_TIMER_MS } from '../../cloudfunctions/openapi/errors/withTimeLimit'
import { isLoopback } from '../../cloudfunctions/openapi/https/checkBaseUrl'
import { version } from '../../package.json'
import { DIST, PRELOAD } from './built'
import { CallLog } from './control/CallLog'
import { type EventName, Events } from './control/Events'
import { type Fault, Faults } from './control/Faults'
import { Pushes } from './control/Pushes'
import { Stubs } from './control/Stubs'
import { UnknownNames } from './control/UnknownNames'
import { Runner } from './functions/Runner'
import type { Endpoints } from './redirect/Endpoints'
import { listenTls } from './redirect/listenTls'
import { routes as control } from './routes/control'
import { functions } from './routes/functions'
import { gateway } from './routes/gateway'
import { https, unknownUrl } from './routes/https'
import { localOnly } from './routes/localOnly'
import { ownerOf } from './routes/ownerOf'
import { page } from './routes/page'
import { Reception } from './routes/Reception'
import { refuseConnection, sendRefusal, statusOf } from './routes/sendRefusal'
import { AccessTokens } from './service/AccessTokens'
import { WeChat } from './service/WeChat'
import { Fixtures } from './state/Fixtures'
import type { GivenFixtures } from './state/fixturesSchema'
import { Records, type RecordsOptions } from './state/Records'
import { seedOf } from './state/seedOf'

export interface LocalWeChatOptions {
  /** TCP port; 0, the default, takes a free one. */
  port?: number
  /** A loopback address; 127.0.0.1 unless set. */
  host?: string
  /** The folder of the functions, `<dir>/<name>/index.js`; those of this package unless set. */
  functions?: string
  /** Path of the fixtures file, or fixtures themselves; the built-in ones unless set. */
  fixtures?: string | GivenFixtures
  /** The built-in fixtures hold until there is a fixtures file. */
  fixturesMayBeMissing?: boolean
  /** Path of the folder that keeps the records, or `:memory:`, the default. */
  state?: string
  /** How long an invocation may last, in milliseconds; WeChat's 3000 unless set. */
  timeLimitMs?: number
  /** How many processes a function may have at once; 10 unless set. */
  maxInstances?: number
  /** Path of the Node that functions run on; the one that runs this unless set. */
  node?: string
  /** Functions that a debugger may stop: one by its name, or true for all; each then has one process and no time limit. */
  inspect?: string | boolean
  /** How long an access token lasts, in seconds; WeChat's 7200 unless set. */
  tokenLifetimeS?: number
  /** What shall go wrong from the start; nothing unless set. */
  faults?: readonly Fault[]
  /** Variables for every function, beside those of this process that a cloud function has too, and ADMIN_OPENIDS. */
  env?: Readonly<Record<string, string | undefined>>
  /** Names of further variables of this process that functions get. */
  passEnv?: readonly string[]
  /** Logs all that happens, and not only each call and what has failed. */
  verbose?: boolean
  /** Gets each line of the log, in which no text from outside forges another; none is kept unless set. */
  log?: (line: string) => void
}

export interface LocalWeChat {
  /** Its address, `http://127.0.0.1:8787`. */
  url: string
  /** The names of the functions that it runs. */
  functions: string[]
  /** The folder that they are in. */
  functionsDir: string
  /** Where it listens in the place of api.weixin.qq.com, for whoever leads clients to it. */
  endpoints: Endpoints
  /** Lets programs that are not functions make cloud calls (sdkEnvironment). */
  ticket: string
  /** Whether any client has come yet; whoever asks for `/emulator/...` or the page is none. */
  readonly asked: boolean
  /** Stops it and ends every process of a function; doing so twice is no mistake. */
  close: () => Promise<void>
}

/** WeChat's own limits are lower for most calls and higher for none. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024

/**
 * Starts a local WeChat: the gateway for wx-server-sdk's cloud calls, api.weixin.qq.com, and a runner of cloud functions.
 *
 * @throws FixturesError when the fixtures have a mistake; RecordsError when the folder of records cannot be used; Error when
 *   the address is taken or not loopback, or when the folder of functions, or the Node for them, is none
 * @example
 * const wechat = await createLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
 * await fetch(`${wechat.url}/functions/bindAccount`, { method: 'POST', headers: { 'x-wx-openid': 'oAdmin' }, body: '{}' })
 * await wechat.close()
 */
export async function createLocalWeChat(options: LocalWeChatOptions = {}): Promise<LocalWeChat> {
  const { port = 0, host = '127.0.0.1', timeLimitMs = 3000, maxInstances = 10, env = {}, verbose = false } = options
  const log = (line: string) => options.log?.(printable(line))
  const dir = resolve(options.functions ?? join(DIST, 'cloudfunctions'))
  if (!isLoopback(isIPv6(host) ? `[${host}]` : host))
    throw new Error(`${host} is no loopback address: the local WeChat listens on this machine only`)
  if (!(timeLimitMs > 0 && timeLimitMs <= MAX_TIMER_MS))
    throw new Error(`timeLimitMs must be a number of milliseconds from 1 to ${MAX_TIMER_MS}`)
  if (!(Number.isInteger(maxInstances) && maxInstances > 0))
    throw new Error('maxInstances must be a whole number from 1')
  if (options.node !== undefined) checkNode(options.node)
  if (!existsSync(dir)) throw new Error(`the folder of functions does not exist: ${dir}`)
  if (!statSync(dir).isDirectory()) throw new Error(`the folder of functions is none: ${dir}`)

  const events = new Events()
  const calls = new CallLog(log, verbose, ({ name, data }) => events.emit(name, data))
  const changed = (what: EventName) => () => events.emit(what, {})
  const runner = new Runner({
    functions: dir,
    node: options.node ?? process.execPath,
    program: join(DIST, 'emulator/host.js'),
    leading: () => ({ gatewayUrl: `${url}/admin`, preload: PRELOAD, endpoints }),
    env,
    passEnv: options.passEnv ?? [],
    timeLimitMs,
    maxInstances,
    inspect: options.inspect ?? false,
    log,
    verbose,
    watch: calls,
  })
  if (typeof options.inspect === 'string') checkFunction(options.inspect, runner.names())

  const fixtures =
    typeof options.fixtures === 'object'
      ? Fixtures.of(options.fixtures)
      : Fixtures.open(options.fixtures, log, {
          mayBeMissing: options.fixturesMayBeMissing ?? false,
          onChange: changed('fixtures'),
        })
  const state = options.state ?? ':memory:'
  const records = await openRecords(state, fixtures, { log, onChange: changed('state') })
  const unknownNames = new UnknownNames(log)
  const faults = new Faults(options.faults ?? [], unknownNames, changed('faults'))
  const stubs = new Stubs(() => fixtures.stubs(), unknownNames, changed('stubs'))
  const pushes = new Pushes({ fixtures, runner, calls, log })
  const tokens = new AccessTokens(options.tokenLifetimeS)
  const wechat = new WeChat(fixtures, records, tokens, log, (push) => pushes.send(push))
  const reception = new Reception(faults, stubs, calls, log)

  const server = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    // A request without Host is to be refused here, with an errcode, and not by Node.
    http: { requireHostHeader: false },
    clientErrorHandler: refuseConnection,
    // A path that cannot be decoded, or is too long, passes no hook.
    frameworkErrors: (error, request, reply) => {
      try {
        localOnly(request.headers)
      } catch (refusal) {
        return sendRefusal(reply, refusal)
      }
      return ownerOf(request.url) === 'wechat' ? unknownUrl(reception, request, reply) : sendRefusal(reply, error)
    },
  })
  const end = async () => {
    faults.close()
    pushes.close()
    tlsListener?.close()
    await server.close()
    await runner.close()
    await records.close()
    fixtures.close()
  }
  let ending: Promise<void> | undefined
  const close = () => {
    ending ??= end()
    return ending
  }
  let asked = false
  server.addHook('onRequest', async ({ headers, url }) => {
    asked ||= ownerOf(url) !== 'control'
    localOnly(headers)
  })
  server.setErrorHandler((error, _request, reply) => {
    if (statusOf(error) >= 500) log(String(error))
    return sendRefusal(reply, error)
  })
  server.register(gateway({ wechat, runner, stubs, calls, reception }))
  server.register(https(wechat, runner, reception))
  server.register(functions(runner, wechat))
  const about = () => ({ url, version, functions: dir, state, adminOpenids: adminOpenids(env.ADMIN_OPENIDS) })
  server.register(control({ about, wechat, fixtures, runner, faults, stubs, calls, pushes, events }))
  server.register(page(join(DIST, 'emulator/console')))

  let url: string
  let endpoints: Endpoints
  let tlsListener: Awaited<ReturnType<typeof listenTls>> | undefined
  try {
    url = await server.listen({ port, host })
    const at = urlToHttpOptions(new URL(url))
    tlsListener = await listenTls(server.server, String(at.hostname), {
      came: () => {
        asked = true
      },
      failed: (why) => log(`TLS came to nothing: ${why}; does the client trust the certificates of exec?`),
    })
    endpoints = { host: String(at.hostname), port: Number(at.port), tlsPort: tlsListener.port, ca: tlsListener.ca }
    await records.heldAt(url)
    stubs.get()
  } catch (error) {
    await close()
    throw error
  }
  return {
    url,
    functions: runner.names(),
    functionsDir: dir,
    endpoints,
    ticket: runner.ticket,
    get asked() {
      return asked
    },
    close,
  }
}

function checkNode(node: string): void {
  const { error, status } = spawnSync(node, ['--version'], { stdio: 'ignore', windowsHide: true })
  if (error || status !== 0) throw new Error(`${node} is no Node that runs here${error ? `: ${error.message}` : ''}`)
}

function checkFunction(name: string, names: readonly string[]): void {
  if (!names.includes(name)) throw new Error(`there is no function ${name} to inspect: there are ${names.join(', ')}`)
}

async function openRecords(
  place: string,
  fixtures: Fixtures,
  told: Pick<RecordsOptions, 'log' | 'onChange'>,
): Promise<Records> {
  const seed = () => seedOf(fixtures.seed(), fixtures.defaultMiniProgram().appid)
  try {
    return await Records.open(place, { seed, ...told })
  } catch (error) {
    fixtures.close()
    throw error
  }
}
