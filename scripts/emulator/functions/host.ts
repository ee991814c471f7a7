/**
 * The program in a function's own process: loads the function, then makes one invocation after another, each with the
 * environment variables that WeChat sets. Built to dist/emulator/host.js; it must run on every Node that WeChat offers.
 */
import { join } from 'node:path'
import { types } from 'node:util'
import { Worker } from 'node:worker_threads'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { Report, Task } from './Instance'
import { traceOf } from './traceOf'

/** How often to check whether the parent process still runs, in milliseconds. */
const CHECK_INTERVAL_MS = 1000

/**
 * @param dir the function's folder
 * @param parent the id of the process that started this one
 * @param base the folder to which paths in stacks are relative
 */
function host(dir: string, parent: number, base: string): void {
  exitWithParent(parent)
  const main = load(dir, base)

  process.on('message', async ({ event, context, env }: Task) => {
    Object.assign(process.env, env)
    try {
      const result = await main?.(event, context)
      report({ kind: 'returned', json: JSON.stringify(result), errCode: errCodeOf(result) })
    } catch (error) {
      reportError(error, base)
    }
  })

  // The local WeChat has stopped.
  process.on('disconnect', () => process.exit())
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

type Main = (event: unknown, context: unknown) => unknown

/** Returns the function's main; reports an error and returns undefined if it is missing. */
function load(dir: string, base: string): Main | undefined {
  try {
    const exported = require(join(dir, 'index.js'))
    const main: Main = exported.main
    if (typeof main !== 'function') throw new TypeError('index.js exports no function main')
    report({ kind: 'loaded', isEsModule: types.isModuleNamespaceObject(exported) })
    return main
  } catch (error) {
    reportError(error, base)
    return undefined
  }
}

function report(it: Report): void {
  process.send?.(it)
}

function reportError(error: unknown, base: string): void {
  report({ kind: 'threw', error: stringOf(error), trace: traceOf(error, base) })
}

/** Returns the errCode of a result that has one. */
function errCodeOf(result: unknown): number | undefined {
  const errCode = readProperty(result, 'errCode')
  return typeof errCode === 'number' ? errCode : undefined
}

/** Returns an error as WeChat reports it, `Error: <message>`. */
function stringOf(error: unknown): string {
  try {
    return String(error)
  } catch {
    return 'Error: unknown error'
  }
}

if (require.main === module) host(String(process.argv[2]), Number(process.argv[3]), String(process.argv[4]))
