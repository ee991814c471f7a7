/** What was measured. */
export interface Row {
  name: string
  unit: 'ms' | 'MiB' | 'kB' | 'binds/s'
  values: readonly number[]
  /** The highest median to aim for. */
  goal?: number
  /** Rows of the group to compare with, by the start of their names, each with the highest ratio to aim for, if any. */
  of?: Readonly<Record<string, number | undefined>>
}

/** Rows under a title. */
export interface Group {
  name: string
  rows: readonly Row[]
}

/** Formats a group as a table with ratios, that says which goals were reached. */
export function table({ name, rows }: Group): string {
  const lines = rows.map(({ name, unit, values, goal, of = {} }) => {
    const median = quantile(values, 0.5)
    const ratios = Object.entries(of).map(([to, most]) => {
      const other = rows.find((it) => it.name.startsWith(to))
      const ratio = median / quantile(other?.values ?? [], 0.5)
      return `${short(ratio)} of ${to}${reached(ratio, most)}`
    })
    const quartiles = `${short(quantile(values, 0.25))} - ${short(quantile(values, 0.75))}`
    const notes = [...ratios, reached(median, goal).trim()].filter(Boolean)
    return line(`  ${name}`, `${short(median)} ${unit}`, quartiles, notes.join(', '))
  })
  return [line(name, 'median', 'quartiles', 'ratio'), ...lines].join('\n')
}

function reached(value: number, goal: number | undefined): string {
  return goal === undefined ? '' : ` (goal ${goal}: ${value <= goal ? 'reached' : 'missed'})`
}

function line(name: string, median: string, quartiles: string, ratio: string): string {
  return `${name.padEnd(52)}${median.padStart(14)}${quartiles.padStart(18)}  ${ratio}`.trimEnd()
}

/** Formats with three significant digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** Interpolates between the two nearest measurements. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [below = Number.NaN, above = below] = sorted.slice(Math.floor(at))
  return below + (above - below) * (at % 1)
}
