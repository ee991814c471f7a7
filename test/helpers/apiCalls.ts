import type { LoggedCall } from '../../scripts/emulator/control/CallLog'

/**
 * Returns the API calls and pushes in a log, without the fields that differ from run to run (ids, times, responses,
 * log lines). Calls of functions are left out.
 */
export function apiCalls(calls: readonly LoggedCall[]): object[] {
  return calls.filter(({ channel }) => channel !== 'function').map(({ id, at, ms, answer, lines, ...call }) => call)
}
