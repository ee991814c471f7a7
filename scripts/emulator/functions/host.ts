/**
 * What runs in a function's own process: loads the function, then makes one invocation after another, each with the
 * environment that WeChat would give it. Built to dist/emulator/host.js; it must run on every Node that WeChat offers.
 */
import { join } from 'node:path'
import type { Report, Task } from './messages'
import { redirectOldSdks } from './redirectOldSdks'
import { watchParent } from './watchParent'

/** @param dir the function's folder */
function host(dir: string): void {
  watchParent()
  redirectOldSdks(JSON.parse(process.env.TCB_CONTEXT_CNFG ?? '{}').URL)
  const main = load(dir)
  let callEnv: Record<string, string> = {}

  process.on('message', async ({ event, context, env }: Task) => {
    for (const name of Object.keys(callEnv)) delete process.env[name]
    Object.assign(process.env, env)
    callEnv = env
    try {
      const result = await main?.(event, context)
      report({ kind: 'returned', json: JSON.stringify(result) })
    } catch (error) {
      report({ kind: 'threw', error: describe(error) })
    }
  })

  /** Nobody is left to answer to: the local WeChat is gone. */
  process.on('disconnect', () => process.exit())
}

type Main = (event: unknown, context: unknown) => unknown

/** The function's main; undefined, which has been reported, where there is none. */
function load(dir: string): Main | undefined {
  try {
    const main: Main = require(join(dir, 'index.js')).main
    if (typeof main !== 'function') throw new TypeError('index.js exports no function main')
    report({ kind: 'loaded' })
    return main
  } catch (error) {
    report({ kind: 'threw', error: describe(error) })
    return undefined
  }
}

function report(it: Report): void {
  process.send?.(it)
}

/** An error's text as WeChat passes it on, `Error: <message>`. */
function describe(error: unknown): string {
  try {
    return String(error)
  } catch {
    return 'Error: unknown error'
  }
}

if (require.main === module) host(String(process.argv[2]))
