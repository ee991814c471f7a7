import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Caller, Invocation } from './Caller'
import { codeVersion } from './codeVersion'
import { type Failure, failureMessage } from './Failure'
import { functionEnvironment } from './functionEnvironment'
import { Instance, type Outcome } from './Instance'
import type { Task } from './messages'
import { Pool, PoolClosedError } from './Pool'
import { type FunctionConfig, readFunctionConfig } from './readFunctionConfig'
import { Tokens } from './Tokens'
import { toTask } from './toTask'

export interface RunnerOptions {
  /** The folder of the functions: `<dir>/<name>/index.js`. */
  functions: string
  /** Path of the Node that runs them. */
  node: string
  /** Path of the built host.ts. */
  program: string
  /** Where the functions' cloud calls go, known once the server listens. */
  gatewayUrl: () => string
  /** Variables for every function, beside those of this process that a cloud function has too. */
  env: NodeJS.ProcessEnv
  /** Names of further variables of this process that functions get. */
  passEnv: readonly string[]
  timeLimitMs: number
  maxInstances: number
  log: (line: string) => void
}

/** What came of calling a function: its result as JSON text, or why there is none. */
export type Answer = { requestId: string; json: string } | Failure

/** WeChat's limit of a function's result. */
const MAX_RESULT_BYTES = 1024 * 1024
const NAME = /^[A-Za-z][\w-]{0,59}$/

/** Runs the functions of a folder as WeChat does, each in processes of its own. */
export class Runner {
  private readonly pools = new Map<string, Pool<Instance>>()
  private readonly tokens = new Tokens()

  constructor(private readonly options: RunnerOptions) {}

  /** The names of the functions in the folder. */
  names(): string[] {
    const { functions } = this.options
    return readdirSync(functions).filter((name) => NAME.test(name) && existsSync(join(functions, name, 'index.js')))
  }

  /** The invocation in which a cloud call with this token was made. */
  invocation(token: string): Invocation | undefined {
    return this.tokens.invocation(token)
  }

  /** The APIs that a function's config.json declares. */
  permissions(functionName: string): readonly string[] {
    return this.config(functionName).permissions?.openapi ?? []
  }

  /**
   * Calls a function.
   *
   * @param functionName the folder's name
   * @param data what the caller sends
   * @param caller who sends it
   */
  async call(functionName: string, data: unknown, caller: Caller): Promise<Answer> {
    if (!this.names().includes(functionName)) {
      return { errCode: -501000, reason: 'FunctionName parameter could not be found' }
    }
    const invocation: Invocation = { functionName, requestId: randomUUID(), ...caller }
    const timeLimitMs = this.timeLimitMs(functionName)
    const task = toTask(invocation, data, this.tokens.issue(invocation), timeLimitMs)
    const answer = await this.answer(invocation, task, timeLimitMs)
    const said = 'errCode' in answer ? failureMessage(answer) : 'cloud.callFunction:ok'
    this.options.log(`${invocation.requestId} ${functionName}: ${said}`)
    return answer
  }

  private async answer({ functionName, requestId }: Invocation, task: Task, timeLimitMs: number): Promise<Answer> {
    try {
      const outcome = await this.pool(functionName).use((instance) => instance.invoke(task, timeLimitMs))
      return toAnswer(outcome, requestId, timeLimitMs)
    } catch (error) {
      if (error instanceof PoolClosedError) return { errCode: -504002, reason: error.message }
      throw error
    }
  }

  /** Ends every process; calls that wait for one are refused. */
  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()))
  }

  private pool(functionName: string): Pool<Instance> {
    const dir = this.dir(functionName)
    const { node, program, gatewayUrl, env, passEnv, log, maxInstances } = this.options
    const environment = () => functionEnvironment(gatewayUrl(), env, passEnv)
    const pool =
      this.pools.get(functionName) ??
      new Pool(
        () => new Instance([node, program], dir, environment(), log),
        () => `${codeVersion(dir)} ${JSON.stringify(environment())}`,
        maxInstances,
      )
    this.pools.set(functionName, pool)
    return pool
  }

  /** A function's own limit goes before that of all; enforceTimeLimit.ts enforces it. */
  private timeLimitMs(functionName: string): number {
    const { timeout } = this.config(functionName)
    return timeout === undefined ? this.options.timeLimitMs : timeout * 1000
  }

  private config(functionName: string): FunctionConfig {
    return readFunctionConfig(this.dir(functionName), this.options.log)
  }

  private dir(functionName: string): string {
    return join(this.options.functions, functionName)
  }
}

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
