import type { LoggedCall } from '../../scripts/emulator/control/CallLog'

/**
 * The calls of APIs, and the pushes, in a log, without what differs from run to run or tells no more than the test knows: the
 * calls of functions, numbers, times, answers and lines.
 */
export function apiCalls(calls: readonly LoggedCall[]): object[] {
  return calls.filter(({ channel }) => channel !== 'function').map(({ id, at, ms, answer, lines, ...call }) => call)
}
