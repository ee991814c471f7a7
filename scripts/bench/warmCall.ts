import { fork } from 'node:child_process'
import { once } from 'node:events'
import { sdkEnvironment } from '../emulator/redirect/sdkEnvironment'
import { programs } from './programs'
import type { Block } from './programs/warmBinds'
import { summary } from './summary'
import type { Group } from './table'

export interface WarmCallOptions {
  processes: number
  /** Blocks that do not count, because V8 is still compiling. */
  warmUp: number
  /** Blocks that count, of each function in each process. */
  blocks: number
  callsABlock: number
}

/**
 * What main adds to a call in a warm instance: the SDK alone, as the documentation's sample uses it, and main around it,
 * in turn in one process.
 *
 * @param gateway the address of `POST /admin`
 */
export async function warmCall(gateway: string, options: WarmCallOptions): Promise<Group> {
  const sdk: Block[] = []
  const main: Block[] = []
  for (let run = 0; run < options.processes; run++) {
    const [ofSdk = [], ofMain = []] = await blocksOf(gateway, options)
    sdk.push(...ofSdk.slice(options.warmUp))
    main.push(...ofMain.slice(options.warmUp))
  }
  const of = (blocks: Block[], kind: keyof Block) => summary(blocks.map((block) => block[kind]))
  /** µs, of two blocks that ran one after the other, so that they met the same machine. */
  const added = (kind: keyof Block) =>
    summary(main.map((block, at) => (block[kind] - (sdk[at]?.[kind] ?? Number.NaN)) * 1000))
  const [wall, cpu, addedWall, addedCpu] = [of(sdk, 'wall'), of(sdk, 'cpu'), added('wall'), added('cpu')]
  return {
    name: 'warm call',
    rows: [
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

async function blocksOf(gateway: string, { warmUp, blocks, callsABlock }: WarmCallOptions): Promise<Block[][]> {
  const args = [String(warmUp + blocks), String(callsABlock), programs.sample, programs.bundle]
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
