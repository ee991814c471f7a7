import { fork } from 'node:child_process'
import { once } from 'node:events'
import { sdkEnvironment } from '../emulator/redirect/sdkEnvironment'
import { programs } from './programs'
import type { Block } from './programs/warmBinds'
import { summary } from './summary'
import type { Group } from './table'

export interface WarmCallOptions {
  processes: number
  /** Number of first blocks that are not measured, because V8 is still compiling. */
  warmUp: number
  /** Number of measured blocks of each function in each process. */
  blocks: number
  callsABlock: number
}

/**
 * Measures what main adds to a call in a warm instance. One process alternates between the SDK alone, as in the
 * documentation's sample, and main, which makes both close their connections. Another process shows what that costs.
 *
 * @param gateway the address of `POST /admin`
 */
export async function warmCall(gateway: string, options: WarmCallOptions): Promise<Group> {
  const sdk: Block[] = []
  const main: Block[] = []
  const kept: Block[] = []
  for (let run = 0; run < options.processes; run++) {
    const [ofSdk = [], ofMain = []] = await blocksOf(gateway, options, [programs.sample, programs.bundle])
    const [ofKept = []] = await blocksOf(gateway, options, [programs.sample])
    sdk.push(...ofSdk.slice(options.warmUp))
    main.push(...ofMain.slice(options.warmUp))
    kept.push(...ofKept.slice(options.warmUp))
  }
  const of = (blocks: Block[], kind: keyof Block) => summary(blocks.map((block) => block[kind]))
  /** Difference between two consecutive blocks, in µs: they run under the same load. */
  const added = (kind: keyof Block) =>
    summary(main.map((block, at) => (block[kind] - (sdk[at]?.[kind] ?? Number.NaN)) * 1000))
  const [wall, cpu, addedWall, addedCpu] = [of(sdk, 'wall'), of(sdk, 'cpu'), added('wall'), added('cpu')]
  return {
    name: 'warm call',
    rows: [
      { name: 'the SDK alone, connection kept alive', unit: 'ms', value: of(kept, 'wall') },
      { name: 'the SDK alone', unit: 'ms', value: wall },
      { name: 'main around it', unit: 'ms', value: of(main, 'wall') },
      {
        name: 'main adds',
        unit: 'µs',
        value: addedWall,
        ratios: [{ to: 'the SDK alone', value: addedWall.median / wall.median / 1000, goal: 0.02 }],
      },
      { name: 'the SDK alone, CPU', unit: 'ms', value: cpu },
      { name: 'main around it, CPU', unit: 'ms', value: of(main, 'cpu') },
      { name: 'main adds, CPU', unit: 'µs', value: addedCpu, goal: 30 },
    ],
  }
}

async function blocksOf(
  gateway: string,
  { warmUp, blocks, callsABlock }: WarmCallOptions,
  functions: readonly string[],
): Promise<Block[][]> {
  const args = [String(warmUp + blocks), String(callsABlock), ...functions]
  const child = fork(programs.warmBinds, args, {
    env: sdkEnvironment(gateway),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  child.stdout?.resume()
  const [measured] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (!Array.isArray(measured)) throw new Error(`${programs.warmBinds} failed`)
  return measured
}
