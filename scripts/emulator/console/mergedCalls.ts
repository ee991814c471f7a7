import type { LoggedCall } from '../control/CallLog'

/** How many calls the page keeps: as many as `GET /emulator/calls` returns. */
export const MAX_CALLS = 200

/** Returns the last calls, each once, the newest first. Of two versions of a call, the later one in the list counts. */
export function mergedCalls(calls: readonly LoggedCall[]): LoggedCall[] {
  const byId = new Map(calls.map((it) => [it.id, it]))
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, MAX_CALLS)
}
