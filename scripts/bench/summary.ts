/** Median and quartiles of measurements. */
export interface Summary {
  median: number
  low: number
  high: number
  runs: number
}

/** The median relative to that of another row. */
export interface Ratio {
  /** The other row. */
  to: string
  value: number
  /** The highest value to aim for. */
  goal?: number
}

/**
 * Returns median and quartiles of measurements.
 *
 * @example
 * summary([3, 1, 2, 5, 4]) // { median: 3, low: 2, high: 4, runs: 5 }
 */
export function summary(measured: readonly number[]): Summary {
  const sorted = [...measured].sort((a, b) => a - b)
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    runs: sorted.length,
  }
}

/** Returns the ratio of two medians. */
export function ratio(of: Summary, to: Summary, name: string, goal?: number): Ratio {
  return { to: name, value: of.median / to.median, ...(goal !== undefined && { goal }) }
}

/** Interpolates between the two nearest measurements. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}
