import { functions, run } from './programs'
import type { Block } from './programs/warmBinds'
import type { Group } from './table'

/** Number of first blocks that are not measured, because V8 is still compiling. */
const WARM_UP = 40

/**
 * Measures what main adds to a call in a warm instance. One process alternates between the SDK alone, as in the
 * documentation's sample, and main, which makes both close their connections. Another process shows what that costs.
 *
 * @param gateway its address
 * @param blocks of 50 calls of each function
 */
export function warmCall(gateway: string, blocks: number): Group {
  const measure = (...paths: string[]): Block[][] => run(gateway, 'warmBinds', String(WARM_UP + blocks), ...paths)
  const [kept = []] = measure(functions.sample)
  const [sdk = [], main = []] = measure(functions.sample, functions.bundle)
  const row = (name: string, of: Block[], kind: keyof Block) => ({
    name,
    unit: 'ms' as const,
    values: of.slice(WARM_UP).map((block) => block[kind]),
  })
  /** Consecutive blocks run under the same load. */
  const added = main.map(({ wall, cpu }, at) => ({ wall: wall - (sdk[at]?.wall ?? 0), cpu: cpu - (sdk[at]?.cpu ?? 0) }))
  return {
    name: 'warm call',
    rows: [
      row('the SDK alone, connection kept alive', kept, 'wall'),
      row('the SDK alone, connection closed', sdk, 'wall'),
      row('main around it', main, 'wall'),
      { ...row('main adds', added, 'wall'), of: { 'the SDK alone, connection closed': 0.02 } },
      row('CPU of the SDK alone', sdk, 'cpu'),
      row('CPU of main around it', main, 'cpu'),
      { ...row('CPU that main adds', added, 'cpu'), goal: 0.03 },
    ],
  }
}
