/**
 * What runs in a function's own process: loads the function, then makes one invocation after another, each with the
 * environment that WeChat would give it. Built to dist/emulator/host.js; it must run on every Node that WeChat offers.
 */
import { join } from 'node:path'
import { redirectOldSdks } from './redirectOldSdks'

/** From the local WeChat: make this invocation. */
export interface Invocation {
  event: unknown
  context: { request_id: string } & Record<string, unknown>
  /** Variables of this invocation alone, who calls for instance. */
  env: Record<string, string>
}

/** To the local WeChat: the function is loaded, or this came of an invocation. `json` is undefined for no result. */
export type Report =
  | { kind: 'loaded' }
  | { kind: 'returned'; json: string | undefined }
  | { kind: 'threw'; error: string }

const report = (it: Report) => process.send?.(it)

redirectOldSdks(JSON.parse(process.env.TCB_CONTEXT_CNFG ?? '{}').URL)

let main: unknown
try {
  main = require(join(String(process.argv[2]), 'index.js')).main
  if (typeof main !== 'function') throw new TypeError('index.js exports no function main')
  report({ kind: 'loaded' })
} catch (error) {
  report({ kind: 'threw', error: describe(error) })
}

let callEnv: Record<string, string> = {}

process.on('message', async ({ event, context, env }: Invocation) => {
  for (const name of Object.keys(callEnv)) delete process.env[name]
  Object.assign(process.env, env)
  callEnv = env
  try {
    const result = typeof main === 'function' ? await main(event, context) : undefined
    report({ kind: 'returned', json: JSON.stringify(result) })
  } catch (error) {
    report({ kind: 'threw', error: describe(error) })
  }
})

/** Nobody is left to answer to: the local WeChat is gone. */
process.on('disconnect', () => process.exit())

/** An error's text as WeChat passes it on, `Error: <message>`. */
function describe(error: unknown): string {
  try {
    return String(error)
  } catch {
    return 'Error: unknown error'
  }
}
