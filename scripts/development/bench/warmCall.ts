import { binds, functions } from './programs'
import { differences, type Group } from './table'

/** Number of first blocks that are not measured, because V8 is still compiling. */
const WARM_UP = 40
const CALLS = 50

/**
 * Measures what main adds to a call in a warm instance. One process alternates between the SDK alone, as in the
 * documentation's sample, and main, which makes both close their connections. Another process shows what that costs.
 *
 * @param gateway its address
 * @param blocks of calls of each function
 */
export function warmCall(gateway: string, blocks: number): Group {
  const measure = (...paths: string[]) =>
    binds(gateway, WARM_UP + blocks, CALLS, ...paths).functions.map(({ wall, cpu }) => ({
      wall: wall.slice(WARM_UP),
      cpu: cpu.slice(WARM_UP),
    }))
  const [kept] = measure(functions.sample)
  const [sdk, main] = measure(functions.sample, functions.bundle)
  if (!kept || !sdk || !main) throw new Error('a function was not measured')
  return {
    name: 'warm call',
    unit: 'ms',
    rows: [
      { name: 'the SDK alone, connection kept alive', values: kept.wall },
      { name: 'the SDK alone, connection closed', values: sdk.wall },
      { name: 'main around it', values: main.wall },
      {
        name: 'main adds',
        values: differences(main.wall, sdk.wall),
        of: { 'the SDK alone, connection closed': 0.02 },
      },
      { name: 'CPU of the SDK alone', values: sdk.cpu },
      { name: 'CPU of main around it', values: main.cpu },
      { name: 'CPU that main adds', values: differences(main.cpu, sdk.cpu), goal: 0.03 },
    ],
  }
}
