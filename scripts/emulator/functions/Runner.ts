import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import { type Advice, inBoth, inLanguage } from '../../../cloudfunctions/openapi/messages/Message'
import { about, type Log } from '../system/system'
import { howToAdmit, howToFind, howToInstall, howToPermit, howToReplace, isPlatformFunction, nextStep } from './advice'
import { codeVersion } from './codeVersion'
import { isOwnFunction, packagesMissing } from './functionPackage'
import { type Requested, whyNotLoaded } from './howToLoad'
import { Instance } from './Instance'
import { type Answer, type Caller, type Invocation, toTask } from './invocation'
import { callLine, isOwnLogLine, outputLine } from './logLines'
import { Pool } from './Pool'
import { type FunctionConfig, readFunctionConfig, type Trigger } from './readFunctionConfig'
import { hasTicket, Tickets } from './Tickets'

export interface RunnerOptions {
  /** The folder of the functions: `<dir>/<name>/index.js`. */
  functions: string
  /** The path of the Node that runs them. */
  node: string
  /** The path of the built host.ts. */
  program: string
  /** Returns the environment variables of the functions' processes; called after the server has started to listen. */
  environment: () => NodeJS.ProcessEnv
  timeLimitMs: number
  maxInstances: number
  /** The functions that a debugger may stop: the name of one, or true for all. */
  inspect: string | boolean
  /** Lets functions load what the cloud could not load. */
  allowUndeclared: boolean
  /** Gives a function that another function calls a ticket, if that one has one. */
  allowNestedOpenapi: boolean
  /** Returns the response of the stub with this name. */
  stubOf: (name: string, data: unknown) => object | undefined
  log: Log
  /** Logs everything that a function prints, including the lines that functions of this project log for each call. */
  verbose: boolean
  watch: CallWatch
}

/** Gets what happens in calls of functions, to show it elsewhere than in the log. */
export interface CallWatch {
  /** Returns what blanks the secrets of an event in what its call prints and throws. */
  redactorOf(functionName: string, data: unknown): (line: string) => string
  /** Called for each line that a call prints or that explains its failure, even after the call has ended. */
  line(requestId: string, text: string): void
  ended(call: EndedCall): void
}

/** A call of a function that has ended; without a request id if the function does not exist. */
export interface EndedCall extends Omit<Invocation, 'requestId'> {
  requestId?: string
  /** What the caller sent. */
  data: unknown
  answer: Answer
  /** How to correct a failure that usually has one cause. */
  note?: Advice | undefined
  ms: number
}

/** A function in the response of `GET /emulator/functions`. */
export interface FunctionReport {
  name: string
  /** Its folder. */
  dir: string
  /** The APIs that its config.json declares. */
  permissions: readonly string[]
  /** The timers that its config.json declares. */
  triggers: readonly Pick<Trigger, 'name' | 'config'>[]
  /** In milliseconds; null while a debugger may stop the function. */
  timeLimitMs: number | null
  /** How to add what the function lacks: a permission that a call needed, a package that is not installed. */
  missing: readonly Advice[]
}

/** Time limit for loading a function, in milliseconds: assumed#load-limit */
const LOAD_LIMIT_MS = 30_000
/** Node's default port for debuggers: https://nodejs.org/en/learn/getting-started/debugging */
const INSPECT_PORT = 9229
/** The outcome of an invocation that could not start before the local WeChat was closed. */
const STOPPED = { errCode: -504002, reason: 'the local WeChat has stopped' }
/** Why a function of the platform is not found. */
const ONLY_IN_CLOUD = ' (it exists only in the cloud; the log of the local WeChat has a stub for it)'
const NAME = /^[A-Za-z][\w-]{0,59}$/
/** Node's list of the files that required a missing module; the trace has it too. */
const REQUIRE_STACK = /\nRequire stack:.*/s

/** Runs the functions of a folder as WeChat does, each in processes of its own. */
export class Runner {
  private readonly pools = new Map<string, Pool<Instance>>()
  readonly tickets = new Tickets()
  /** The APIs that each function called without the permission. */
  private readonly refused = new Map<string, Set<string>>()
  /** What is logged only once: config.json is read at each call. */
  private readonly logged = new Set<string>()
  /** The functions that have loaded what the cloud could not load. */
  private readonly warned = new Set<string>()

  constructor(private readonly options: RunnerOptions) {}

  /** Returns the names of the functions in the folder. */
  names(): string[] {
    const { functions } = this.options
    return readdirSync(functions).filter((name) => NAME.test(name) && existsSync(join(functions, name, 'index.js')))
  }

  /** Returns the APIs that a function's config.json declares. */
  permissions(functionName: string): readonly string[] {
    return this.config(functionName).permissions?.openapi ?? []
  }

  /** Checks whether a function was built by this project: such a function logs its own hints. */
  isOwn(functionName: string): boolean {
    return isOwnFunction(this.dir(functionName))
  }

  /** Records that a function called an API without the permission, and returns how to add it. */
  missesPermission(functionName: string, api: string): Advice {
    const refused = this.refused.get(functionName) ?? new Set()
    this.refused.set(functionName, refused.add(api))
    return this.howToPermit(functionName, [api])
  }

  /** Returns the functions in the folder, with what they lack. */
  report(): FunctionReport[] {
    return this.names().map((name) => {
      const dir = this.dir(name)
      const permissions = this.permissions(name)
      const refused = [...(this.refused.get(name) ?? [])].filter((api) => !permissions.includes(api))
      // One command installs all packages.
      const packages = packagesMissing(dir).slice(0, 1)
      return {
        name,
        dir,
        permissions,
        triggers: (this.config(name).triggers ?? []).map((it) => ({ name: it.name, config: it.config })),
        timeLimitMs: this.inspectPort(name) === undefined ? this.timeLimitMs(name) : null,
        missing: [
          ...(refused.length > 0 ? [this.howToPermit(name, refused)] : []),
          ...packages.map((it) => howToInstall(it, dir)),
        ],
      }
    })
  }

  /**
   * Calls a function.
   *
   * @param functionName the name of its folder
   * @param data what the caller sends
   */
  async call(functionName: string, data: unknown, caller: Caller): Promise<Answer> {
    const startedAt = Date.now()
    const names = this.names()
    if (!names.includes(functionName)) {
      const isPlatforms = isPlatformFunction(functionName)
      const stubbed = isPlatforms ? this.options.stubOf(functionName, data) : undefined
      const reason = `FunctionName parameter could not be found${isPlatforms ? ONLY_IN_CLOUD : ''}`
      const answer: Answer = stubbed
        ? { requestId: randomUUID(), json: JSON.stringify(stubbed) }
        : { errCode: -501000, reason }
      const next = stubbed
        ? undefined
        : (howToReplace(functionName) ?? howToFind(this.options.functions, functionName, names))
      this.logCall({ functionName, ...caller, data, answer }, next, startedAt)
      return answer
    }
    const requestId = randomUUID()
    const invocation: Invocation = { functionName, requestId, ...caller }
    const timeLimitMs = this.timeLimitMs(functionName)
    const isPassedOn = this.options.allowNestedOpenapi && caller.isFromHolder === true
    const ticket = this.tickets.issue(invocation, isPassedOn || hasTicket(invocation, this.config(functionName)))
    const task = toTask(invocation, data, ticket, timeLimitMs)
    // Node would read a device or a pipe for ever, package.json even before the function.
    const unreadable = ['index.js', 'package.json']
      .map((file) => join(this.dir(functionName), file))
      .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === false)
    const outcome = unreadable
      ? { errCode: -504002, reason: `Error: ${unreadable} is not a file` }
      : await this.pool(functionName).use((instance) =>
          instance.invoke(task, timeLimitMs, this.options.watch.redactorOf(functionName, data)),
        )
    const answer: Answer = { requestId, ...(outcome ?? STOPPED) }
    const { timeout } = this.config(functionName).mistakes
    const why = 'errCode' in answer ? nextStep(answer.reason, this.dir(functionName)) : howToAdmit(caller, answer)
    const next = 'errCode' in answer && answer.errCode === -504003 ? timeout : why
    this.logCall({ ...invocation, data, answer }, next, startedAt)
    return answer
  }

  /** Kills the processes that have a call which has not ended, or all, so that nothing acts on what follows. */
  async reset(all: boolean): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.reset(all)))
  }

  /** Kills every process; calls that wait for one fail. */
  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()))
  }

  private logCall(call: Omit<EndedCall, 'ms' | 'note'>, note: Advice | undefined, startedAt: number): void {
    const { functionName: name, requestId = '-', answer } = call
    const ms = Date.now() - startedAt
    const redact = this.options.watch.redactorOf(name, call.data)
    const isFailure = 'errCode' in answer
    const trace = ((isFailure && answer.trace) || []).map(redact)
    const outcome = isFailure
      ? { errCode: answer.errCode, more: [redact(answer.reason.replace(REQUIRE_STACK, ''))] }
      : { errCode: answer.resultCode }
    for (const line of [callLine({ id: requestId, name, ms, ...outcome }), ...trace]) this.options.log(line)
    if (note) this.options.log(inBoth((language) => `    ${inLanguage(language, note)}`))
    this.options.watch.ended({ ...call, note, ms })
    for (const line of trace) this.options.watch.line(requestId, line)
  }

  private readonly logOnce: Log = (line) => {
    const key = JSON.stringify(line)
    if (!this.logged.has(key)) this.options.log(line)
    this.logged.add(key)
  }

  /** Logs the first module of a function that the cloud could not load. */
  private warnOfUndeclared(functionName: string, module: Requested): void {
    const explanation = this.warned.has(functionName) ? undefined : whyNotLoaded(module, this.dir(functionName))
    if (!explanation) return
    this.warned.add(functionName)
    const { what, next } = explanation
    const how = inBoth((language) => inLanguage(language, next))
    this.options.log(
      about(functionName, `fails in the cloud: ${what.en}; ${how.en}.`, `上传后会失败：${what.zh}，${how.zh}`),
    )
  }

  private readonly onLine = (requestId: string, line: string): void => {
    this.options.watch.line(requestId, line)
    if (this.options.verbose || !isOwnLogLine(line, requestId)) this.options.log(outputLine(requestId, line))
  }

  private pool(functionName: string): Pool<Instance> {
    const known = this.pools.get(functionName)
    if (known) return known
    const { node, program, environment, maxInstances, allowUndeclared } = this.options
    const dir = this.dir(functionName)
    const port = this.inspectPort(functionName)
    const isInspected = port !== undefined
    const start = () =>
      new Instance({
        program: [node, ...(isInspected ? [`--inspect=127.0.0.1:${port}`] : []), program],
        dir,
        env: environment(),
        loadLimitMs: isInspected ? MAX_TIMER_MS : LOAD_LIMIT_MS,
        onLine: this.onLine,
        onAdvice: (advice) => this.logOnce(inBoth((it) => `${functionName}: ${advice[it]}`)),
        allowUndeclared,
        onUndeclared: (module) => this.warnOfUndeclared(functionName, module),
      })
    const version = () => `${codeVersion(dir)} ${JSON.stringify(environment())}`
    const pool = new Pool(start, version, isInspected ? 1 : maxInstances)
    this.pools.set(functionName, pool)
    return pool
  }

  /** Returns the time limit that config.json declares, or else the default; none while a debugger may stop the function. */
  private timeLimitMs(functionName: string): number {
    if (this.inspectPort(functionName) !== undefined) return MAX_TIMER_MS
    const { timeout } = this.config(functionName)
    return timeout === undefined ? this.options.timeLimitMs : timeout * 1000
  }

  /** Returns the port for debuggers, one per function; undefined for a function that is not to be stopped. */
  private inspectPort(functionName: string): number | undefined {
    const { inspect } = this.options
    if (inspect === true) return INSPECT_PORT + this.names().indexOf(functionName)
    return inspect === functionName ? INSPECT_PORT : undefined
  }

  /** Returns what a function's config.json declares. */
  config(functionName: string): FunctionConfig {
    return readFunctionConfig(this.dir(functionName), this.logOnce)
  }

  private howToPermit(functionName: string, apis: readonly string[]): Advice {
    const advice = howToPermit(join(this.dir(functionName), 'config.json'), apis)
    const { permissions } = this.config(functionName).mistakes
    if (!permissions) return advice
    return { ...advice, en: `${permissions.en}. ${advice.en}`, zh: `${permissions.zh}。${advice.zh}` }
  }

  private dir(functionName: string): string {
    return join(this.options.functions, functionName)
  }
}
