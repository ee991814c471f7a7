import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { bytesIn, packagesOf } from './installedSize'
import { binds, functions } from './programs'
import { millisecondsOf } from './startServer'
import type { Group, Row } from './table'

const BUNDLE = '(c) the bundle'
const NAMES = {
  '(a) Node and one plain HTTP request': functions.plain,
  "(b) the documentation's sample with node_modules": functions.sample,
  [BUNDLE]: functions.bundle,
}

/**
 * Measures cold starts: a new process that loads the function, makes one bind, and exits.
 *
 * @param gateway its address
 * @param runs of each function, alternately
 */
export async function coldStart(gateway: string, runs: number): Promise<Group[]> {
  const measured = Object.entries(NAMES).map(([name, path]) => ({
    name,
    path,
    ms: [] as number[],
    MiB: [] as number[],
  }))
  for (let nth = 0; nth < runs; nth++) {
    for (const { path, ms, MiB } of measured) {
      ms.push(await millisecondsOf(() => MiB.push(binds(gateway, 1, 1, path).peakKiB / 1024)))
    }
  }
  const group = (name: string, unit: 'ms' | 'MiB', ...of: Row['of'][]): Group => ({
    name,
    unit,
    rows: measured.map((it, at) => ({ name: it.name, values: it[unit], of: of[at] ?? {} })),
  })
  const packages = packagesOf('wx-server-sdk', __dirname)
  const sampleBytes = bytesIn(packages) + statSync(functions.sample).size
  return [
    group('cold start: one process, one bind', 'ms', {}, { '(a)': undefined }, { '(a)': 1.6, '(b)': 0.45 }),
    group('its peak memory', 'MiB', {}, {}, { '(b)': 0.75 }),
    {
      name: 'what is uploaded',
      unit: 'kB',
      rows: [
        { name: `(b) the sample and ${packages.size} packages`, values: [sampleBytes / 1000] },
        { name: BUNDLE, values: [bytesIn([dirname(functions.bundle)]) / 1000], goal: 300, of: { '(b)': undefined } },
      ],
    },
  ]
}
