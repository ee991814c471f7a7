import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sdkEnvironment } from '../emulator/redirect/sdkEnvironment'
import { installedSize } from './installedSize'
import { programs } from './programs'
import { ratio } from './ratio'
import { summary } from './summary'
import type { Group } from './table'

/** A program and what its runs took. */
interface Contestant {
  args: string[]
  /** Milliseconds from the start of the process to its end. */
  wall: number[]
  /** MiB at the peak. */
  memory: number[]
}

/**
 * What a cold start costs: a new process that loads the function, makes one bind, and ends.
 *
 * @param gateway the address of `POST /admin`
 * @param runs of each, in turn
 */
export function coldStart(gateway: string, runs: number): Group[] {
  const floor = contestant(programs.oneRequest, gateway)
  const sample = contestant(programs.oneBind, programs.sample)
  const bundle = contestant(programs.oneBind, programs.bundle)
  const env = sdkEnvironment(gateway)
  for (let run = 0; run < runs; run++) {
    for (const it of [floor, sample, bundle]) runOnce(it, env)
  }
  const [a, b, c] = [summary(floor.wall), summary(sample.wall), summary(bundle.wall)]
  const [memoryA, memoryB, memoryC] = [summary(floor.memory), summary(sample.memory), summary(bundle.memory)]
  const { packages, bytes } = installedSize('wx-server-sdk', __dirname)
  const sizeB = summary([(statSync(programs.sample).size + bytes) / 1000])
  const folder = dirname(programs.bundle)
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
  const sizeC = summary([sizes.reduce((sum, size) => sum + size) / 1000])
  return [
    {
      name: 'cold start: one process, one bind',
      rows: [
        { name: '(a) Node and one plain HTTP request', unit: 'ms', value: a },
        {
          name: "(b) the documentation's sample with node_modules",
          unit: 'ms',
          value: b,
          ratios: [ratio(b, a, '(a)')],
        },
        { name: '(c) the bundle', unit: 'ms', value: c, ratios: [ratio(c, a, '(a)', 1.6), ratio(c, b, '(b)', 0.45)] },
      ],
    },
    {
      name: 'its peak memory',
      rows: [
        { name: '(a) Node and one plain HTTP request', unit: 'MiB', value: memoryA },
        { name: "(b) the documentation's sample with node_modules", unit: 'MiB', value: memoryB },
        { name: '(c) the bundle', unit: 'MiB', value: memoryC, ratios: [ratio(memoryC, memoryB, '(b)', 0.75)] },
      ],
    },
    {
      name: 'what is uploaded',
      rows: [
        { name: `(b) the sample and ${packages} packages`, unit: 'kB', value: sizeB },
        { name: '(c) the bundle', unit: 'kB', value: sizeC, goal: 300, ratios: [ratio(sizeC, sizeB, '(b)')] },
      ],
    },
  ]
}

function contestant(...args: string[]): Contestant {
  return { args, wall: [], memory: [] }
}

/** Each program ends with its peak memory, in KiB, on a line. */
function runOnce({ args, wall, memory }: Contestant, env: NodeJS.ProcessEnv): void {
  const before = performance.now()
  const { status, stdout } = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  wall.push(performance.now() - before)
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stdout}`)
  memory.push(Number(stdout.toString().trim().split('\n').pop()) / 1024)
}
