/** The highest values that are accepted. Stopping takes 2000 ms on a quiet machine. Memory grows a little without a leak. */
const LIMITS = { processesLeft: 0, msToStop: 4000, memoryGrowthMB: 100 }

/** The findings of a soak. */
export interface SoakReport {
  /** How often things happened. */
  happened: Readonly<Record<string, number>>
  measured: Readonly<typeof LIMITS>
  /** How records, responses and pushes contradict each other. */
  disagreements: readonly string[]
}

/** Returns what failed, and what did not happen and so was not tested. */
export function whatIsWrong({ happened, measured, disagreements }: SoakReport): string[] {
  const never = Object.keys(happened).filter((name) => !happened[name])
  const limits: Readonly<Record<string, number>> = LIMITS
  return [
    ...disagreements,
    ...never.map((name) => `${name}: 0, so it was not tested`),
    ...Object.entries(measured).flatMap(([name, value]) => {
      const limit = limits[name] ?? 0
      return value > limit ? `${name}: ${value}, more than ${limit}` : []
    }),
  ]
}
