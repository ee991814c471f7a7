/** The highest values that are accepted. Stopping takes 2000 ms on a quiet machine. Memory grows a little without a leak. */
const LIMITS = { processesLeft: 0, msToStop: 4000, memoryGrowthMB: 100 }

/** The findings of a soak. */
export interface SoakReport {
  /** How often things happened. */
  happened: Readonly<Record<string, number>>
  measured: Readonly<Record<keyof typeof LIMITS, number>>
  /** How records, responses and pushes contradict each other. */
  disagreements: readonly string[]
}

/** Returns what failed, and what did not happen and so was not tested. */
export function whatIsWrong({ happened, measured, disagreements }: SoakReport): string[] {
  const missing = Object.entries(happened).filter(([, times]) => times === 0)
  const exceeded = Object.entries(LIMITS).map(([name, limit]) => ({ name, limit, value: Reflect.get(measured, name) }))
  return [
    ...disagreements,
    ...missing.map(([name]) => `${name}: 0, so it was not tested`),
    ...exceeded
      .filter(({ value, limit }) => value > limit)
      .map(({ name, value, limit }) => `${name}: ${value}, more than ${limit}`),
  ]
}
