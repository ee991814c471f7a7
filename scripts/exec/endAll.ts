import { setTimeout } from 'node:timers/promises'
import { isRunning } from '../emulator/state/system'

/** So often it is looked who still runs, in milliseconds. */
const LOOK_EVERY_MS = 20

/**
 * Tells processes to end, and kills those that have not after a while.
 *
 * @param pids of which some may have ended before
 * @param patienceMs how long they may take
 */
export async function endAll(pids: readonly number[], patienceMs: number): Promise<void> {
  for (const pid of pids) tell(pid, 'SIGTERM')
  const until = Date.now() + patienceMs
  while (pids.some(isRunning) && Date.now() < until) await setTimeout(LOOK_EVERY_MS)
  for (const pid of pids) tell(pid, 'SIGKILL')
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended.
  }
}
