import { writeFileSync } from 'node:fs'

/**
 * The channel between the local WeChat and a function's process: two pipes with one JSON value per line. A function can write
 * to both, so reports are checked. Node's own channel (`process.send`) is not used, because Node throws in the parent
 * process when a child writes to it anything else than Node's messages.
 */
/** File descriptors of the function's process. */
export const REPORTS_FD = 3
export const TASKS_FD = 4

/** The request id before the first invocation. */
export const LOADING = 'loading'

/** Tells a function's process to make an invocation. */
export interface Task {
  event: unknown
  context: { request_id: string; callbackWaitsForEmptyEventLoop: boolean } & Record<string, unknown>
  /** Variables of this invocation. */
  env: Record<string, string | undefined>
}

/** Writes a report to the local WeChat. Starts a new line, because the function may have written an incomplete one. */
export function writeReport(report: object): void {
  writeFileSync(REPORTS_FD, `\n${JSON.stringify(report)}\n`)
}
