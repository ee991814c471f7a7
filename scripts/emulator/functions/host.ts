/**
 * The program in a function's own process: loads the function, then makes one invocation after another, each with the
 * environment variables that WeChat sets. Built to dist/emulator/host.js; it must run on every Node that WeChat offers.
 */
import { Socket } from 'node:net'
import { join } from 'node:path'
import { types } from 'node:util'
import { Worker } from 'node:worker_threads'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { Report } from './Instance'
import { LOADING, type Outcome, TASKS_FD, type Task, writeReport } from './invocation'
import { limitLoading } from './limitLoading'
import { onLines } from './onLines'
import { rememberPromises, traceOf } from './traceOf'

/** What index.js exports as `main`. */
export type Main = (event: unknown, context: unknown, callback: Callback) => unknown
type Callback = (error: unknown, result: unknown) => void

/**
 * Calls a function, and resolves to its result: what it returns if it is async; otherwise what it passes to its callback; or
 * what it returns at once, if it takes no callback. A function that gives neither has the result null when its event loop is
 * empty. The callback waits for that too if `context.callbackWaitsForEmptyEventLoop` is true: assumed#callback
 *
 * @param tasks keeps the process running between the invocations
 * @see https://cloud.tencent.com/document/product/583/67790
 */
export async function resultOf(main: Main, event: unknown, context: Task['context'], tasks: Socket): Promise<unknown> {
  const call: { given?: { error: unknown; result: unknown } } = {}
  let respond = () => {}
  const returned = main(event, context, (error, result) => {
    call.given ??= { error, result }
    respond()
  })
  if (isThenable(returned) || (returned !== undefined && main.length < 3)) return returned
  await new Promise<void>((resolve) => {
    respond = () => {
      if (!call.given || context.callbackWaitsForEmptyEventLoop) return
      process.off('beforeExit', resolve)
      resolve()
    }
    process.once('beforeExit', resolve)
    tasks.unref()
    respond()
  })
  tasks.ref()
  const { error, result } = call.given ?? { result: returned }
  if (error !== undefined && error !== null) throw error
  return result
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}

/** WeChat's maximum size of a function's result. */
const MAX_RESULT_BYTES = 1024 * 1024
/** Maximum length of an error, in characters. */
const MAX_ERROR_LENGTH = 100_000
/** How often to check whether the parent process still runs, in milliseconds. */
const CHECK_INTERVAL_MS = 1000

/**
 * @param dir the function's folder
 * @param parent the id of the process that started this one
 * @param nonce distinguishes reports from what the function itself writes to the same file descriptor
 * @param base the folder to which paths in stacks are relative
 * @param allowUndeclared whether the function may load what the cloud could not load
 */
function host(dir: string, parent: number, nonce: string, base: string, allowUndeclared: boolean): void {
  exitWithParent(parent)
  const report = (requestId: string, outcome: Outcome) => {
    const message: Report = { nonce, requestId, outcome }
    writeReport(message)
  }
  const stacksOf = rememberPromises()
  const reportError = async (requestId: string, error: unknown) => {
    const reason = stringOf(error).slice(0, MAX_ERROR_LENGTH)
    report(requestId, { errCode: -504002, reason, trace: traceOf(error, base, dir, await stacksOf(error)) })
  }

  let main: Main | undefined
  defineLogger()
  try {
    limitLoading({ dir, allowUndeclared, nonce })
    const exported = require(join(dir, 'index.js'))
    main = exported.main
    if (typeof main !== 'function') throw new TypeError('index.js exports no function main')
    report(LOADING, { json: JSON.stringify({ isEsModule: types.isModuleNamespaceObject(exported) }) })
  } catch (error) {
    reportError(LOADING, error)
  }

  const tasks = new Socket({ fd: TASKS_FD })
  const invoke = async (line: string) => {
    const { event, context, env }: Task = JSON.parse(line)
    Object.assign(process.env, env)
    try {
      report(context.request_id, outcomeOf(main && (await resultOf(main, event, context, tasks))))
    } catch (error) {
      reportError(context.request_id, error)
    }
  }
  onLines(tasks, invoke, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
  // The local WeChat has stopped.
  tasks.on('close', () => process.exit())
}

/**
 * Kills this process soon after the local WeChat has stopped, even while the function blocks the event loop: a thread checks.
 * The parent may have stopped before the thread started, or its id may remain visible here (Windows): both are checked.
 */
function exitWithParent(parent: number): void {
  const code = `
    const first = process.ppid
    setInterval(() => {
      try {
        if (process.ppid !== first) throw new Error('gone')
        process.kill(${parent}, 0)
      } catch (error) {
        if (error.code !== 'EPERM') process.kill(process.pid, 'SIGKILL')
      }
    }, ${CHECK_INTERVAL_MS})`
  new Worker(code, {
    eval: true,
    execArgv: [],
    // Without NODE_OPTIONS, the thread loads nothing else.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  }).unref()
}

/** Defines what `cloud.logger()` of wx-server-sdk 1.5 to 1.8 writes to; later versions use the console without it: assumed#logger-line */
function defineLogger(): void {
  const write = (content: unknown, level: unknown) =>
    (level === 'error' || level === 'warn' ? console.error : console.log)(JSON.stringify(content))
  Object.defineProperty(console, '__baseLog__', { value: write, writable: true, configurable: true })
}

function outcomeOf(result: unknown): Outcome {
  const json = JSON.stringify(result) ?? 'null'
  if (Buffer.byteLength(json) > MAX_RESULT_BYTES) {
    return { errCode: -604001, reason: 'cloudfunction result size exceed limit (1MB)' }
  }
  const resultCode = readProperty(result, 'errCode')
  return typeof resultCode === 'number' ? { json, resultCode } : { json }
}

/** Returns an error as WeChat reports it, `Error: <message>`. */
function stringOf(error: unknown): string {
  try {
    return String(error)
  } catch {
    return 'Error: unknown error'
  }
}

if (require.main === module) {
  const [dir, parent, nonce, base, allowUndeclared] = process.argv.splice(2)
  host(String(dir), Number(parent), String(nonce), String(base), allowUndeclared === 'true')
}
