import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { sum } from 'simple-statistics'
import { writeFolder } from '../build/bundle'
import { BUILT, run } from './programs'
import type { Bound } from './programs/binds'
import { differences, type Group, millisecondsOf, type Row, timesOf } from './table'

/** Functions, by the files that export main: the documentation's sample, and what is uploaded. */
const SAMPLE = join(BUILT, 'sample.js')
const BUNDLE = resolve('dist/cloudfunctions/bindAccount/index.js')

/**
 * Measures cold starts: a new process that loads the function, makes one bind, and exits.
 *
 * @param gateway its address
 * @param runs of each function, alternately
 */
export async function coldStart(gateway: string, runs: number): Promise<Group[]> {
  const row = (name: string, path: string, of: Row['of'] = {}, ofMemory: Row['of'] = {}) => ({
    path,
    ms: { name, of, values: [] as number[] },
    MiB: { name, of: ofMemory, values: [] as number[] },
  })
  const measured = [
    row('(a) Node and one plain HTTP request', join(BUILT, 'plainRequest.js')),
    row("(b) the documentation's sample with node_modules", SAMPLE, { '(a)': undefined }),
    row('(c) the bundle', BUNDLE, { '(a)': 1.6, '(b)': 0.45 }, { '(b)': 0.75 }),
  ]
  for (let nth = 0; nth < runs; nth++) {
    for (const { path, ms, MiB } of measured) {
      const bind = () => MiB.values.push(run<Bound>(gateway, 'binds', '1', '1', path).peakKiB / 1024)
      ms.values.push(await millisecondsOf(bind))
    }
  }
  const packages = packagesOf('wx-server-sdk', __dirname)
  const sampleBytes = bytesIn(packages) + statSync(SAMPLE).size
  return [
    { name: 'cold start: one process, one bind', unit: 'ms', rows: measured.map(({ ms }) => ms) },
    { name: 'its peak memory', unit: 'MiB', rows: measured.map(({ MiB }) => MiB) },
    {
      name: 'what is uploaded',
      unit: 'kB',
      rows: [
        { name: `(b) the sample and ${packages.size} packages`, values: [sampleBytes / 1000] },
        { name: '(c) the bundle', values: [bytesIn([dirname(BUNDLE)]) / 1000], goal: 300, of: { '(b)': undefined } },
      ],
    },
  ]
}

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
    run<Bound>(gateway, 'binds', `${WARM_UP + blocks}`, `${CALLS}`, ...paths).functions.map(({ wall, cpu }) => ({
      wall: wall.slice(WARM_UP),
      cpu: cpu.slice(WARM_UP),
    }))
  const [kept] = measure(SAMPLE)
  const [sdk, main] = measure(SAMPLE, BUNDLE)
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

const TESTS = {
  'local-wechat.json': '{}',
  'jest.config.cjs': `module.exports = require(${JSON.stringify(resolve('dist/package/jest-preset.js'))})`,
  'bind.test.js': `const { callFunction } = require('wx-logistics/local')
const account = { type: 'bind', deliveryId: 'YUNDA', bizId: '123456', password: '123456789123456789' }
process.env.ADMIN_OPENIDS = 'oAdmin'
test.each(Array(20).fill('binds'))('%s', async () => {
  expect(await callFunction('bindAccount', account, { openid: 'oAdmin' })).toMatchObject({ result: { errCode: 0 } })
})
`,
}

/** Measures jest, from its start to its end, with twenty tests that call one function, each with an empty local WeChat. */
export async function tests(runs: number): Promise<Group> {
  const folder = join(BUILT, 'tests')
  writeFolder(folder, TESTS)
  const args = [require.resolve('jest/bin/jest'), '--rootDir', folder, '--config', join(folder, 'jest.config.cjs')]
  const jest = () => execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const row = { name: 'twenty tests of one function', goal: 3000, values: await timesOf(runs, jest) }
  return { name: 'tests in a project', unit: 'ms', rows: [row] }
}

/**
 * Returns the folders of a package and all its dependencies.
 *
 * @param from a folder from which Node.js would resolve it
 */
export function packagesOf(name: string, from: string, found = new Set<string>()): ReadonlySet<string> {
  const candidates = createRequire(join(from, 'index.js')).resolve.paths(name) ?? []
  const folder = candidates.map((it) => join(it, name)).find(existsSync)
  if (folder === undefined || found.has(folder)) return found
  found.add(folder)
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const it of Object.keys(dependencies)) packagesOf(it, folder, found)
  return found
}

/** Returns the size of the files in folders, each counted once. */
export function bytesIn(folders: Iterable<string>): number {
  const paths = [...folders].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  const files = [...new Set(paths)].map((path) => statSync(path)).filter((it) => it.isFile())
  return sum(files.map(({ size }) => size))
}
