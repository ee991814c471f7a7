import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Caller, Invocation } from './Caller'
import { codeVersion } from './codeVersion'
import { type Failure, failureMessage } from './Failure'
import { functionEnvironment } from './functionEnvironment'
import { Instance, type Outcome } from './Instance'
import { Pool } from './Pool'
import { type FunctionConfig, readFunctionConfig } from './readFunctionConfig'
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
  /** Variables for every function, beside those of this process. */
  env: NodeJS.ProcessEnv
  timeLimitMs: number
  maxInstances: number
  log: (line: string) => void
}

/** What came of calling a function: its result as JSON text, or why there is none. */
export type Answer = { requestId: string; json: string } | Failure

/** How long a call that a function did not wait for may still be made; WeChat's own time is UNCONFIRMED. */
const TOKEN_LIFETIME_MS = 10 * 60 * 1000
/** WeChat's limit of a function's result. */
const MAX_RESULT_BYTES = 1024 * 1024
const NAME = /^[A-Za-z][\w-]{0,59}$/

/** Runs the functions of a folder as WeChat does, each in processes of its own. */
export class Runner {
  private readonly pools = new Map<string, Pool<Instance>>()
  private readonly invocations = new Map<string, Invocation>()

  constructor(private readonly options: RunnerOptions) {}

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
    const token = randomUUID()
    this.invocations.set(token, invocation)
    const task = toTask(invocation, data, token, timeLimitMs)
    const outcome = await this.pool(functionName).use((instance) => instance.invoke(task, timeLimitMs))
    setTimeout(() => this.invocations.delete(token), TOKEN_LIFETIME_MS).unref()
    const answer = toAnswer(outcome, invocation.requestId, timeLimitMs)
    const said = 'errCode' in answer ? failureMessage(answer) : 'cloud.callFunction:ok'
    this.options.log(`${invocation.requestId} ${functionName}: ${said}`)
    return answer
  }

  /** Ends every process. */
  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()))
  }

  private pool(functionName: string): Pool<Instance> {
    const dir = this.dir(functionName)
    const { node, program, gatewayUrl, env, log, maxInstances } = this.options
    const pool =
      this.pools.get(functionName) ??
      new Pool(
        () => new Instance([node, program], dir, functionEnvironment(gatewayUrl(), env), log),
        () => codeVersion(dir),
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
