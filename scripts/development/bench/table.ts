import { median, quantile } from 'simple-statistics'

/** What was measured. */
export interface Row {
  name: string
  values: number[]
  /** The highest median to aim for. */
  goal?: number
  /** Rows of the group to compare with, by the start of their names, each with the highest ratio to aim for, if any. */
  of?: Readonly<Record<string, number | undefined>>
}

/** Rows under a title. */
export interface Group {
  name: string
  unit: 'ms' | 'MiB' | 'kB' | 'binds/s'
  rows: readonly Row[]
}

/** Formats a group as a table with ratios, that says which goals were reached. */
export function table({ name, unit, rows }: Group): string {
  const lines = rows.map(({ name, values, goal, of = {} }) => {
    const middle = median(values)
    const ratios = Object.entries(of).map(([to, most]) => {
      const ratio = middle / median(rows.find((it) => it.name.startsWith(to))?.values ?? [])
      return `${short(ratio)} of ${to}${reached(ratio, most)}`
    })
    const quartiles = [0.25, 0.75].map((share) => short(quantile(values, share))).join(' - ')
    const notes = [...ratios, reached(middle, goal).trim()].filter(Boolean)
    return line(`  ${name}`, `${short(middle)} ${unit}`, quartiles, notes.join(', '))
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

/** Returns how long something takes, in milliseconds. */
export async function millisecondsOf(perform: () => unknown): Promise<number> {
  const before = performance.now()
  await perform()
  return performance.now() - before
}

/** Does something several times, one after the other. Returns how long each takes, in milliseconds. */
export async function timesOf(runs: number, perform: () => unknown): Promise<number[]> {
  const values: number[] = []
  while (values.length < runs) values.push(await millisecondsOf(perform))
  return values
}

/** Returns by how much measurements exceed others that were taken under the same load, one after the other. */
export function differences(values: readonly number[], others: readonly number[] = []): number[] {
  return values.map((value, at) => value - (others[at] ?? 0))
}
