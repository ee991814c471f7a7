/** The middle of many runs and how far they lie apart. */
export interface Summary {
  median: number
  /** A quarter of the runs lie below it. */
  low: number
  /** A quarter of the runs lie above it. */
  high: number
  runs: number
}

/**
 * Median and quartiles of what was measured.
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

/** Interpolates between the two nearest. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}
