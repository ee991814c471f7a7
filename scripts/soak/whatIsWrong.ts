import type { SoakReport } from './SoakReport'

/** Whatever runs, the local WeChat ends within so many milliseconds; on a machine that is busy it may take longer than 2 s. */
const MAX_END_MS = 4000

/** Beyond this, memory is not flat. */
const MAX_GROWTH_MB = 100

/**
 * What a report shows to be wrong: what has not held, and what has not happened, which then was not shown to hold.
 *
 * @returns a sentence each; nothing is right
 */
export function whatIsWrong(report: SoakReport): string[] {
  const { disagreements, processesLeft, endedInMs, memoryMB } = report
  const growth = memoryMB.late - memoryMB.early
  const happened = {
    'no call was answered': report.calls - report.unknown,
    'no function was killed': report.killedFunctions,
    'no local WeChat was killed': report.killedEmulators,
    'no fixtures were saved': report.savedFixtures - report.brokenFixtures,
    'no fixtures were saved with a mistake': report.brokenFixtures,
    'no order was made': report.orders,
    'nothing was pushed': report.pushes.delivered,
  }
  return [
    ...disagreements,
    ...(processesLeft > 0 ? [`${processesLeft} processes of functions are left`] : []),
    ...(endedInMs > MAX_END_MS ? [`the local WeChat took ${endedInMs} ms to end`] : []),
    ...(growth > MAX_GROWTH_MB ? [`memory grew by ${growth} MB`] : []),
    ...Object.entries(happened).flatMap(([sentence, times]) => (times > 0 ? [] : [sentence])),
  ]
}
