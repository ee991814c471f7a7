import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { FunctionInstance, type Outcome } from './Instance'
import { FunctionPool } from './Pool'
import { ENV_ID, sdkEnvironment } from './sdkEnvironment'

/** Who calls: a mini program, and what WeChat knows of its end user: nothing when the cloud itself calls. */
export interface Caller {
  appid: string
  openid?: string | undefined
  unionid?: string | undefined
  /** The user of another mini program that shares this one's cloud. */
  fromOpenid?: string | undefined
  /** WeChat's word for where the call began, and through what it came: `wx_client`, `wx_client,scf`; the console says none. */
  source?: string | undefined
}

/** One invocation of a function; a cloud call made in it is known by its token. */
export interface Invocation extends Caller {
  functionName: string
  requestId: string
}

export interface FunctionRunnerOptions {
  /** The folder of the functions: `<dir>/<name>/index.js`. */
  functions: string
  /** Path of the Node that runs them. */
  node: string
  /** Path of the built host.ts. */
  program: string
  /** Where the functions' cloud calls go, known once the server listens. */
  gatewayUrl: () => string
  /** Variables for every function, beside those of this process. */
  env: NodeJS.ProcessEnv
  timeLimitMs: number
  maxInstances: number
  log: (line: string) => void
}

/** What wx.cloud.callFunction gets. */
export type CallFunctionAnswer =
  | { errMsg: 'cloud.callFunction:ok'; requestID: string; result: unknown }
  | { errCode: number; errMsg: string }

/** How long a call that a function did not wait for may still be made; WeChat's own time is UNCONFIRMED. */
const TOKEN_LIFETIME_MS = 10 * 60 * 1000
/** WeChat's limit of a function's result. */
const MAX_RESULT_BYTES = 1024 * 1024
const NAME = /^[A-Za-z][\w-]{0,59}$/
/** Variables that a function does not get from the shell that started the local WeChat: WeChat's own, secrets, Node's. */
const KEPT_BACK = /^(WX_|TCB_|TENCENTCLOUD_|SCF_|LOCAL_WECHAT_|NODE_|npm_)/i

const configSchema = v.object({
  permissions: v.optional(v.object({ openapi: v.optional(v.array(v.string())) })),
  /** Seconds. */
  timeout: v.optional(v.pipe(v.number(), v.minValue(1))),
})

/** Runs the functions of a folder as WeChat does, each in processes of its own. */
export class FunctionRunner {
  private readonly pools = new Map<string, FunctionPool>()
  private readonly invocations = new Map<string, Invocation>()

  constructor(private readonly options: FunctionRunnerOptions) {}

  /** The names of the functions in the folder. */
  names(): string[] {
    const { functions } = this.options
    return readdirSync(functions).filter((name) => NAME.test(name) && existsSync(join(functions, name, 'index.js')))
  }

  /** The invocation in which a cloud call with this token was made. */
  invocation(token: string): Invocation | undefined {
    return this.invocations.get(token)
  }

  /** The APIs that a function's config.json declares. */
  permissions(functionName: string): readonly string[] {
    return this.config(functionName).permissions?.openapi ?? []
  }

  /**
   * Calls a function as wx.cloud.callFunction does.
   *
   * @param functionName the folder's name
   * @param data what the caller sends
   * @param caller who sends it
   */
  async call(functionName: string, data: unknown, caller: Caller): Promise<CallFunctionAnswer> {
    if (!this.names().includes(functionName)) return failure(-501000, 'FunctionName parameter could not be found')

    const invocation: Invocation = { functionName, requestId: randomUUID(), ...caller }
    const { timeout } = this.config(functionName)
    const timeLimitMs = timeout === undefined ? this.options.timeLimitMs : timeout * 1000
    const token = randomUUID()
    this.invocations.set(token, invocation)
    const outcome = await this.pool(functionName).use((instance) =>
      instance.invoke(
        {
          event: withInjected(data, caller),
          context: contextOf(invocation, timeLimitMs),
          env: identityOf(caller, token),
        },
        timeLimitMs,
      ),
    )
    setTimeout(() => this.invocations.delete(token), TOKEN_LIFETIME_MS).unref()
    const answer = toAnswer(outcome, invocation.requestId, timeLimitMs)
    this.options.log(`${invocation.requestId} ${functionName}: ${answer.errMsg}`)
    return answer
  }

  /** Ends every process. */
  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()))
  }

  private pool(functionName: string): FunctionPool {
    const dir = join(this.options.functions, functionName)
    const { node, program, log, maxInstances } = this.options
    const pool =
      this.pools.get(functionName) ??
      new FunctionPool(
        () => new FunctionInstance([node, program], dir, this.environment(), log),
        () => versionOf(dir),
        maxInstances,
      )
    this.pools.set(functionName, pool)
    return pool
  }

  private config(functionName: string): v.InferOutput<typeof configSchema> {
    const path = join(this.options.functions, functionName, 'config.json')
    if (!existsSync(path)) return {}
    try {
      return v.parse(configSchema, JSON.parse(readFileSync(path, 'utf8')))
    } catch (error) {
      this.options.log(`${path} is not used: ${String(error)}`)
      return {}
    }
  }

  private environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !KEPT_BACK.test(name))
    return {
      ...Object.fromEntries(inherited),
      ...this.options.env,
      TZ: 'UTC',
      ...sdkEnvironment(this.options.gatewayUrl()),
    }
  }
}

/** WeChat adds who calls to the data of a call. */
function withInjected(data: unknown, { appid, openid }: Caller): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  return { ...data, userInfo: { appId: appid, ...(openid === undefined ? {} : { openId: openid }) }, tcbContext: {} }
}

function contextOf(
  { functionName, requestId }: Invocation,
  timeLimitMs: number,
): { request_id: string } & Record<string, unknown> {
  return {
    callbackWaitsForEmptyEventLoop: false,
    memory_limit_in_mb: 256,
    time_limit_in_ms: timeLimitMs,
    request_id: requestId,
    function_name: functionName,
    function_version: '$LATEST',
    namespace: ENV_ID,
    environment: JSON.stringify({ SCF_NAMESPACE: ENV_ID, TCB_ENV: ENV_ID }),
  }
}

/** Who calls, as `cloud.getWXContext()` reads it (wx-server-sdk, src/api/utils/api/getWXContext.ts). */
function identityOf(caller: Caller, token: string): Record<string, string> {
  const context = withoutUndefined({
    WX_APPID: caller.appid,
    WX_API_TOKEN: token,
    WX_OPENID: caller.openid,
    WX_UNIONID: caller.unionid,
    WX_FROM_OPENID: caller.fromOpenid,
  })
  return {
    ...context,
    WX_CONTEXT_KEYS: Object.keys(context).join(),
    ...withoutUndefined({ TCB_SOURCE: caller.source }),
  }
}

function withoutUndefined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function toAnswer(outcome: Outcome, requestID: string, timeLimitMs: number): CallFunctionAnswer {
  switch (outcome.kind) {
    case 'returned':
      if (Buffer.byteLength(outcome.json ?? '') > MAX_RESULT_BYTES) {
        return failure(-604001, 'cloudfunction result size exceed limit (1MB)')
      }
      return { errMsg: 'cloud.callFunction:ok', requestID, result: JSON.parse(outcome.json ?? 'null') }
    case 'threw':
      return failure(-504002, outcome.error)
    case 'timedOut':
      return failure(-504003, `Invoking task timed out after ${timeLimitMs / 1000} seconds`)
    default:
      return failure(
        -504002,
        `the function's process ended (${outcome.kind === 'exited' ? outcome.how : outcome.kind})`,
      )
  }
}

/** As users of wx.cloud.callFunction report it, with the code's name only where their messages have it. */
function failure(errCode: number, reason: string): CallFunctionAnswer {
  const name = errCode === -504002 ? ' functions execute fail' : ''
  return { errCode, errMsg: `cloud.callFunction:fail Error: errCode: ${errCode}${name} | errMsg: ${reason}` }
}

/** Changes when a file of the function changes; node_modules are not looked at. */
function versionOf(dir: string): string {
  return readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(dir, entry.name)
      return entry.isDirectory() ? versionOf(path) : `${path} ${statSync(path).mtimeMs}`
    })
    .join()
}
