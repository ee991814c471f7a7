import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sdkEnvironment } from '../emulator/redirect/sdkEnvironment'
import { installedSize } from './installedSize'
import { programs } from './programs'
import { ratio, summary } from './summary'
import type { Group } from './table'

/**
 * Measures cold starts: a new process that loads the function, makes one bind, and exits.
 *
 * @param gateway the address of `POST /admin`
 * @param runs of each program, alternately
 */
export function coldStart(gateway: string, runs: number): Group[] {
  const measure = (...args: string[]) => ({ args, wall: [] as number[], memory: [] as number[] })
  const all = [
    measure(programs.oneRequest, gateway),
    measure(programs.oneBind, programs.sample),
    measure(programs.oneBind, programs.bundle),
  ] as const
  const env = sdkEnvironment(gateway)
  for (let run = 0; run < runs; run++) {
    for (const { args, wall, memory } of all) {
      const before = performance.now()
      const { status, stdout } = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
      wall.push(performance.now() - before)
      if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stdout}`)
      // The last line is the peak memory, in KiB.
      memory.push(Number(stdout.toString().trim().split('\n').pop()) / 1024)
    }
  }
  const [a, b, c] = [summary(all[0].wall), summary(all[1].wall), summary(all[2].wall)]
  const [memoryA, memoryB, memoryC] = [summary(all[0].memory), summary(all[1].memory), summary(all[2].memory)]
  const { packages, bytes } = installedSize('wx-server-sdk', __dirname)
  const sizeB = summary([(statSync(programs.sample).size + bytes) / 1000])
  const folder = dirname(programs.bundle)
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
  const sizeC = summary([sizes.reduce((sum, size) => sum + size) / 1000])
  const [nameA, nameB] = ['(a) Node and one plain HTTP request', "(b) the documentation's sample with node_modules"]
  return [
    {
      name: 'cold start: one process, one bind',
      rows: [
        { name: nameA, unit: 'ms', value: a },
        { name: nameB, unit: 'ms', value: b, ratios: [ratio(b, a, '(a)')] },
        { name: '(c) the bundle', unit: 'ms', value: c, ratios: [ratio(c, a, '(a)', 1.6), ratio(c, b, '(b)', 0.45)] },
      ],
    },
    {
      name: 'its peak memory',
      rows: [
        { name: nameA, unit: 'MiB', value: memoryA },
        { name: nameB, unit: 'MiB', value: memoryB },
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
