import type { Ratio, Summary } from './summary'

/** A line of the table. */
export interface Row {
  name: string
  unit: 'ms' | 'µs' | 'MiB' | 'kB' | 'binds/s'
  value: Summary
  /** The highest median to aim for. */
  goal?: number
  ratios?: readonly Ratio[]
}

/** Rows under a title. */
export interface Group {
  name: string
  rows: readonly Row[]
}

/**
 * Formats measurements as a table that says which goals were reached.
 *
 * @example
 * table([{ name: 'cold', rows: [{ name: 'bundle', unit: 'ms', value: summary([66]), ratios: [{ to: 'floor', value: 2, goal: 1.6 }] }] }])
 * // 'cold                                 median  quartiles\n  bundle                                66.0 ms  ...
 */
export function table(groups: readonly Group[]): string {
  return groups
    .map(({ name, rows }) => [line(name, 'median', 'quartiles', 'ratio'), ...rows.map(rowLine)].join('\n'))
    .join('\n\n')
}

function rowLine({ name, unit, value, goal, ratios = [] }: Row): string {
  const spread = value.runs > 1 ? `${short(value.low)} - ${short(value.high)}` : ''
  const notes = ratios.map(
    (ratio) => `${ratio.value.toFixed(ratio.value < 0.1 ? 3 : 2)} of ${ratio.to}${reached(ratio.value, ratio.goal)}`,
  )
  if (goal !== undefined) notes.push(reached(value.median, goal).trim())
  return line(`  ${name}`, `${short(value.median)} ${unit}`, spread, notes.join(', '))
}

function reached(value: number, goal: number | undefined): string {
  if (goal === undefined) return ''
  return ` (goal ${goal}: ${value <= goal ? 'reached' : 'missed'})`
}

function line(name: string, median: string, spread: string, ratio: string): string {
  return `${name.padEnd(52)}${median.padStart(14)}${spread.padStart(18)}  ${ratio}`.trimEnd()
}

/** Formats with at least three digits. */
function short(value: number): string {
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)
}
