/**
 * What runs in a function's own process: loads the function, then makes one invocation after another, each with the
 * environment that WeChat would give it. Built to dist/emulator/host.js; it must run on every Node that WeChat offers.
 */
import { join } from 'node:path'
import { types } from 'node:util'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { NO_MAIN, type Report, type Task } from './messages'
import { traceOf } from './traceOf'
import { watchParent } from './watchParent'

/**
 * @param dir the function's folder
 * @param localWeChat the id of the process that has started this one
 */
function host(dir: string, localWeChat: number): void {
  watchParent(localWeChat)
  const main = load(dir)

  process.on('message', async ({ event, context, env }: Task) => {
    Object.assign(process.env, env)
    try {
      const result = await main?.(event, context)
      report({ kind: 'returned', json: JSON.stringify(result), errCode: errCodeOf(result) })
    } catch (error) {
      report({ kind: 'threw', error: describe(error), trace: traceOf(error, dir) })
    }
  })

  /** Nobody is left to answer to: the local WeChat is gone. */
  process.on('disconnect', () => process.exit())
}

type Main = (event: unknown, context: unknown) => unknown

/** The function's main; undefined, which has been reported, where there is none. */
function load(dir: string): Main | undefined {
  try {
    const exported = require(join(dir, 'index.js'))
    const main: Main = exported.main
    if (typeof main !== 'function') throw new TypeError(NO_MAIN)
    report({ kind: 'loaded', isEsModule: types.isModuleNamespaceObject(exported) })
    return main
  } catch (error) {
    report({ kind: 'threw', error: describe(error), trace: traceOf(error, dir) })
    return undefined
  }
}

function report(it: Report): void {
  process.send?.(it)
}

/** The errCode of a result that has one. */
function errCodeOf(result: unknown): number | undefined {
  const errCode = readProperty(result, 'errCode')
  return typeof errCode === 'number' ? errCode : undefined
}

/** An error's text as WeChat passes it on, `Error: <message>`. */
function describe(error: unknown): string {
  try {
    return String(error)
  } catch {
    return 'Error: unknown error'
  }
}

if (require.main === module) host(String(process.argv[2]), Number(process.argv[3]))
