import { type Group, type Row, table } from '../../../../scripts/development/bench/table'

describe('table', () => {
  const lines = (unit: Group['unit'], ...rows: Row[]) =>
    table({ name: 'cold', unit, rows }).replace(/ {2,}/g, '  ').split('\n')

  it('shows medians, quartiles, and ratios with their goals', () => {
    expect(
      lines(
        'ms',
        { name: '(a) plain', values: [40, 20, 30] },
        { name: '(b) sample', values: [200, 204.8, 201, 203] },
        { name: 'bundle', values: [66, 60, 72], of: { '(a)': 1.6, '(b)': 0.45, bundle: undefined } },
      ),
    ).toEqual([
      'cold  median  quartiles  ratio',
      '  (a) plain  30 ms  25 - 35',
      '  (b) sample  202 ms  201 - 203',
      '  bundle  66 ms  63 - 69  2.2 of (a) (goal 1.6: missed), 0.327 of (b) (goal 0.45: reached), 1 of bundle',
    ])
  })

  it('shows a single value and its own goal', () => {
    const row: Row = { name: 'bundle', values: [204.8], goal: 300 }
    expect(lines('kB', row)[1]).toBe('  bundle  205 kB  205 - 205  (goal 300: reached)')
  })

  it('does not change the measured values', () => {
    const values = [3, 1, 2]
    table({ name: 'cold', unit: 'ms', rows: [{ name: 'bundle', values }] })
    expect(values).toEqual([3, 1, 2])
  })
})
