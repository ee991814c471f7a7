import { summary } from '../../../scripts/bench/summary'
import { type Row, table } from '../../../scripts/bench/table'

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

  it('shows a single run without a spread, and its own goal', () => {
    const row: Row = { name: 'bundle', unit: 'kB', value: summary([204.8]), goal: 300 }
    expect(lines(row)[1]).toBe('  bundle  205 kB  (goal 300: reached)')
  })
})
