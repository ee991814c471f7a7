import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installedSize } from './installedSize'
import { functions, run } from './programs'
import type { Group } from './table'

/**
 * Measures cold starts: a new process that loads the function, makes one bind, and exits.
 *
 * @param gateway its address
 * @param runs of each function, alternately
 */
export function coldStart(gateway: string, runs: number): Group[] {
  const measure = (name: string, path: string) => ({ name, path, times: [] as number[], memory: [] as number[] })
  const plain = measure('(a) Node and one plain HTTP request', functions.plain)
  const sample = measure("(b) the documentation's sample with node_modules", functions.sample)
  const bundle = measure('(c) the bundle', functions.bundle)
  for (let nth = 0; nth < runs; nth++) {
    for (const { path, times, memory } of [plain, sample, bundle]) {
      const before = performance.now()
      const { peakKiB } = run(gateway, 'oneBind', path)
      times.push(performance.now() - before)
      memory.push(peakKiB / 1024)
    }
  }
  const time = ({ name, times }: typeof plain) => ({ name, unit: 'ms', values: times }) as const
  const peak = ({ name, memory }: typeof plain) => ({ name, unit: 'MiB', values: memory }) as const
  const size = (name: string, bytes: number) => ({ name, unit: 'kB', values: [bytes / 1000] }) as const
  const { packages, bytes } = installedSize('wx-server-sdk', __dirname)
  const folder = dirname(functions.bundle)
  const uploaded = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  return [
    {
      name: 'cold start: one process, one bind',
      rows: [
        time(plain),
        { ...time(sample), of: { '(a)': undefined } },
        { ...time(bundle), of: { '(a)': 1.6, '(b)': 0.45 } },
      ],
    },
    { name: 'its peak memory', rows: [peak(plain), peak(sample), { ...peak(bundle), of: { '(b)': 0.75 } }] },
    {
      name: 'what is uploaded',
      rows: [
        size(`(b) the sample and ${packages} packages`, bytes + statSync(functions.sample).size),
        { ...size(bundle.name, uploaded), goal: 300, of: { '(b)': undefined } },
      ],
    },
  ]
}
