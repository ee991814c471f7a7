import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import type { Answer } from './Answer'
import { bothLanguages } from './bothLanguages'
import type { Caller, Invocation } from './Caller'
import type { CallWatch, EndedCall } from './CallWatch'
import { callLine, outputLine } from './callLine'
import { codeVersion } from './codeVersion'
import type { Failure } from './Failure'
import type { FunctionReport } from './FunctionReport'
import { functionEnvironment, type Leading } from './functionEnvironment'
import { hasTicket } from './hasTicket'
import { howToFind } from './howToFind'
import { howToPermit } from './howToPermit'
import { Instance, type Outcome } from './Instance'
import { isOwnFunction } from './isOwnFunction'
import { isOwnLogLine } from './isOwnLogLine'
import type { Task } from './messages'
import { ES_MODULE, howToInstall, nextStep } from './nextStep'
import { Pool, PoolClosedError } from './Pool'
import { packagesMissing } from './packagesMissing'
import { type FunctionConfig, readFunctionConfig, type Trigger } from './readFunctionConfig'
import { type Holder, Tickets } from './Tickets'
import { toTask } from './toTask'

export interface RunnerOptions {
  /** The folder of the functions: `<dir>/<name>/index.js`. */
  functions: string
  /** Path of the Node that runs them. */
  node: string
  /** Path of the built host.ts. */
  program: string
  /** Where what the functions ask of WeChat ends, known once the server listens. */
  leading: () => Leading
  /** Variables for every function, beside those of this process that a cloud function has too. */
  env: NodeJS.ProcessEnv
  /** Names of further variables of this process that functions get. */
  passEnv: readonly string[]
  timeLimitMs: number
  maxInstances: number
  /** The functions that a debugger may stop: one by its name, or true for all. */
  inspect: string | boolean
  log: (line: string) => void
  /** Logs all that a function prints, and not only what is its own. */
  verbose: boolean
  /** Gets what happens in each call. */
  watch: CallWatch
}

/** WeChat's limit of a function's result. */
const MAX_RESULT_BYTES = 1024 * 1024
/** How long a function may take to load, in milliseconds: assumed#load-limit */
const LOAD_LIMIT_MS = 30_000
/** Where debuggers look for Node: https://nodejs.org/en/learn/getting-started/debugging */
const INSPECT_PORT = 9229
const NAME = /^[A-Za-z][\w-]{0,59}$/

/** Runs the functions of a folder as WeChat does, each in processes of its own. */
export class Runner {
  private readonly pools = new Map<string, Pool<Instance>>()
  private readonly tickets = new Tickets()
  /** The functions of which it was told that they are ES modules. */
  private readonly esModules = new Set<string>()
  /** The APIs for which functions lacked the permission. */
  private readonly refused = new Map<string, Set<string>>()
  /** What was told of a config.json, which is read at each call. */
  private readonly toldConfigs = new Set<string>()

  constructor(private readonly options: RunnerOptions) {}

  /** The names of the functions in the folder. */
  names(): string[] {
    const { functions } = this.options
    return readdirSync(functions).filter((name) => NAME.test(name) && existsSync(join(functions, name, 'index.js')))
  }

  /** The ticket for cloud calls of programs that are not functions. */
  get ticket(): string {
    return this.tickets.outside
  }

  /** Finds who makes a call of the gateway, see Tickets. */
  holder(ticket: string, session: string): Holder | undefined {
    return this.tickets.holder(ticket, session)
  }

  /** The APIs that a function's config.json declares. */
  permissions(functionName: string): readonly string[] {
    return this.config(functionName).permissions?.openapi ?? []
  }

  /** Checks whether a function was built by this project, which logs its own hints. */
  isOwn(functionName: string): boolean {
    return isOwnFunction(this.dir(functionName))
  }

  /** The timers that a function's config.json declares. */
  triggers(functionName: string): readonly Trigger[] {
    return this.config(functionName).triggers ?? []
  }

  /** Notes that a function was refused an API for want of the permission. */
  lacks(functionName: string, api: string): void {
    const refused = this.refused.get(functionName) ?? new Set()
    this.refused.set(functionName, refused.add(api))
  }

  /** The functions in the folder, with what they lack. */
  report(): FunctionReport[] {
    return this.names().map((name) => {
      const dir = this.dir(name)
      const permissions = this.permissions(name)
      const triggers = this.triggers(name).map((it) => ({ name: it.name, config: it.config }))
      const refused = [...(this.refused.get(name) ?? [])].filter((api) => !permissions.includes(api))
      const timeLimitMs = this.inspectPort(name) === undefined ? this.timeLimitMs(name) : null
      const missing = [
        ...refused.map((api) => this.howToPermit(name, api)),
        // One command installs all of them.
        ...packagesMissing(dir)
          .slice(0, 1)
          .map((it) => howToInstall(it, dir)),
      ]
      return { name, dir, permissions, triggers, timeLimitMs, missing }
    })
  }

  /** What to do that a function may call an API. */
  howToPermit(functionName: string, api: string): Text {
    return howToPermit(join(this.dir(functionName), 'config.json'), api)
  }

  /**
   * Calls a function.
   *
   * @param functionName the folder's name
   * @param data what the caller sends
   * @param caller who sends it
   */
  async call(functionName: string, data: unknown, caller: Caller): Promise<Answer> {
    const startedAt = Date.now()
    if (!this.names().includes(functionName)) {
      const missing = { errCode: -501000, reason: 'FunctionName parameter could not be found' }
      this.tell({ functionName, ...caller, data, answer: missing, errCode: undefined }, startedAt)
      this.tellNext(howToFind(this.options.functions, functionName, this.names()))
      return missing
    }
    const invocation: Invocation = { functionName, requestId: randomUUID(), ...caller }
    const timeLimitMs = this.timeLimitMs(functionName)
    const ticket = this.tickets.issue(invocation, hasTicket(invocation, this.config(functionName)))
    const task = toTask(invocation, data, ticket, timeLimitMs)
    const outcome = await this.outcome(functionName, task, timeLimitMs)
    const answer = {
      requestId: invocation.requestId,
      ...(outcome === undefined ? CLOSED : toAnswer(outcome, invocation.requestId, timeLimitMs)),
    }
    const errCode = outcome?.kind === 'returned' ? outcome.errCode : undefined
    this.tell({ ...invocation, data, answer, errCode }, startedAt)
    if (outcome?.kind === 'threw') {
      for (const line of outcome.trace) this.tellOf(invocation.requestId, line)
      const next = nextStep(outcome.error, this.dir(functionName))
      if (next) this.tellOf(invocation.requestId, `    ${bothLanguages(next)}`)
    }
    return answer
  }

  /** What came of an invocation; undefined where the local WeChat has ended before its turn. */
  private async outcome(functionName: string, task: Task, timeLimitMs: number): Promise<Outcome | undefined> {
    try {
      return await this.pool(functionName).use((instance) => instance.invoke(task, timeLimitMs))
    } catch (error) {
      if (error instanceof PoolClosedError) return undefined
      throw error
    }
  }

  private tell(call: Omit<EndedCall, 'ms'>, startedAt: number): void {
    const { functionName, requestId = '-', answer, errCode } = call
    const ms = Date.now() - startedAt
    const failure =
      'errCode' in answer ? { errCode: answer.errCode, more: answer.reason.replace(REQUIRE_STACK, '') } : { errCode }
    this.options.log(callLine({ id: requestId, name: functionName, ms, ...failure }))
    this.options.watch.ended({ ...call, ms })
  }

  /** Tells what more there is to say of a call. */
  private tellOf(requestId: string, line: string): void {
    this.options.log(line)
    this.options.watch.line(requestId, line)
  }

  private tellNext(next: Text | undefined): void {
    if (next) this.options.log(`    ${bothLanguages(next)}`)
  }

  private readonly onLine = (requestId: string, line: string, callId: string): void => {
    this.options.watch.line(callId, line)
    if (this.options.verbose || !isOwnLogLine(line, requestId)) this.options.log(outputLine(requestId, line))
  }

  /** Node may load what WeChat's does not. */
  private onEsModule(functionName: string): void {
    if (this.esModules.has(functionName)) return
    this.esModules.add(functionName)
    this.options.log(`${functionName}: ${bothLanguages(ES_MODULE)}`)
  }

  /** Ends every process; calls that wait for one are refused. */
  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()))
  }

  private pool(functionName: string): Pool<Instance> {
    const dir = this.dir(functionName)
    const { node, program, leading, env, passEnv, maxInstances } = this.options
    const port = this.inspectPort(functionName)
    const inspected = port !== undefined
    const args = inspected ? [`--inspect=127.0.0.1:${port}`, program] : [program]
    const environment = () => functionEnvironment(leading(), env, passEnv)
    const pool =
      this.pools.get(functionName) ??
      new Pool(
        () =>
          new Instance([node, ...args], dir, environment(), inspected ? MAX_TIMER_MS : LOAD_LIMIT_MS, this.onLine, () =>
            this.onEsModule(functionName),
          ),
        () => `${codeVersion(dir)} ${JSON.stringify(environment())}`,
        inspected ? 1 : maxInstances,
      )
    this.pools.set(functionName, pool)
    return pool
  }

  /** A function's own limit goes before that of all; Instance.ts enforces it. */
  private timeLimitMs(functionName: string): number {
    if (this.inspectPort(functionName) !== undefined) return MAX_TIMER_MS
    const { timeout } = this.config(functionName)
    return timeout === undefined ? this.options.timeLimitMs : timeout * 1000
  }

  /** Where a debugger finds a function; undefined where none is to. One port a function, the same for each of its processes. */
  private inspectPort(functionName: string): number | undefined {
    const { inspect } = this.options
    if (inspect === true) return INSPECT_PORT + this.names().indexOf(functionName)
    return inspect === functionName ? INSPECT_PORT : undefined
  }

  private config(functionName: string): FunctionConfig {
    return readFunctionConfig(this.dir(functionName), (line) => {
      if (!this.toldConfigs.has(line)) this.options.log(line)
      this.toldConfigs.add(line)
    })
  }

  private dir(functionName: string): string {
    return join(this.options.functions, functionName)
  }
}

/** Node's list of what required a missing module; the trace tells it too. */
const REQUIRE_STACK = /\nRequire stack:.*/s

const CLOSED: Failure = { errCode: -504002, reason: 'the local WeChat has ended' }

function toAnswer(outcome: Outcome, requestId: string, timeLimitMs: number): Answer {
  switch (outcome.kind) {
    case 'returned': {
      const { json = 'null' } = outcome
      return Buffer.byteLength(json) > MAX_RESULT_BYTES
        ? { errCode: -604001, reason: 'cloudfunction result size exceed limit (1MB)' }
        : { requestId, json }
    }
    case 'threw':
      return { errCode: -504002, reason: outcome.error }
    case 'timedOut':
      return { errCode: -504003, reason: `Invoking task timed out after ${timeLimitMs / 1000} seconds` }
    case 'exited':
      return { errCode: -504002, reason: `the function's process ended (${outcome.how})` }
    case 'loaded':
      return { errCode: -504002, reason: `the function's process ended (${outcome.kind})` }
  }
}
