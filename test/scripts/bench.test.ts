import { join } from 'node:path'
import { installedSize } from '../../scripts/bench/installedSize'
import { summary } from '../../scripts/bench/summary'
import { type Row, table } from '../../scripts/bench/table'
import { temporaryFolder } from '../helpers/temporaryFolder'

describe('summary', () => {
  it('finds the median and the quartiles', () => {
    expect(summary([3, 1, 2, 5, 4])).toEqual({ median: 3, low: 2, high: 4, runs: 5 })
    expect(summary([1, 2, 3, 4])).toEqual({ median: 2.5, low: 1.75, high: 3.25, runs: 4 })
    expect(summary([7])).toEqual({ median: 7, low: 7, high: 7, runs: 1 })
  })

  it('leaves what was measured as it is', () => {
    const measured = [3, 1, 2]
    summary(measured)
    expect(measured).toEqual([3, 1, 2])
  })
})

describe('table', () => {
  const lines = (...rows: Row[]) =>
    table([{ name: 'cold', rows }])
      .replace(/ {2,}/g, '  ')
      .split('\n')

  it('shows the median, the spread, and ratios with their goals', () => {
    const value = summary([66, 60, 72])
    expect(
      lines({
        name: 'bundle',
        unit: 'ms',
        value,
        ratios: [
          { to: '(a)', value: 1.7, goal: 1.6 },
          { to: '(b)', value: 0.3, goal: 0.45 },
          { to: '(d)', value: 0.0093 },
        ],
      }),
    ).toEqual([
      'cold  median  quartiles  ratio',
      '  bundle  66.0 ms  63.0 - 69.0  1.70 of (a) (goal 1.6: missed), 0.30 of (b) (goal 0.45: reached), 0.009 of (d)',
    ])
  })

  it('shows one run without a spread, and a goal of its own', () => {
    const row: Row = { name: 'bundle', unit: 'kB', value: summary([204.8]), goal: 300 }
    expect(lines(row)[1]).toBe('  bundle  205 kB  (goal 300: reached)')
  })
})

describe('installedSize', () => {
  const folder = temporaryFolder()

  it('counts a package and what it depends on, once each and wherever it is installed', () => {
    const root = folder.write({
      'node_modules/a/package.json': '{"dependencies":{"b":"1","c":"1"}}',
      'node_modules/a/lib/index.js': '12345',
      'node_modules/a/node_modules/c/package.json': '{"dependencies":{"b":"1","optional":"1"}}',
      'node_modules/b/package.json': '{}',
      'node_modules/c/package.json': '{"not":"this one"}',
      'node_modules/unrelated/package.json': '{}',
    })
    const [a, c, b] = ['{"dependencies":{"b":"1","c":"1"}}', '{"dependencies":{"b":"1","optional":"1"}}', '{}']
    expect(installedSize('a', join(root, 'scripts'))).toEqual({
      packages: 3,
      bytes: a.length + '12345'.length + c.length + b.length,
    })
  })
})
