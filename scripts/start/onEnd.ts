import { isRunning } from '../emulator/state/system'
import { npmProcesses } from './npmProcesses'

/** SIGBREAK is Ctrl-Break, on Windows; the end of its console is SIGHUP there. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const

/** So often it is looked whether the npm that started this process is there, in milliseconds. */
const LOOK_EVERY_MS = 500

/**
 * Calls when this process is to end: at a signal, or when the npm that runs it has ended. npm hands on SIGINT and SIGTERM, to
 * the shell that it runs commands in, which hands on neither; SIGHUP and SIGKILL end npm alone. On Windows a process keeps the
 * id of a parent that has ended.
 *
 * @param end gets the signal, SIGTERM where npm has ended
 * @returns ends the watch
 * @example
 * const forget = onEnd(() => wechat.close())
 */
export function onEnd(end: (signal: NodeJS.Signals) => void): () => void {
  const npm = npmProcesses()
  const watch = setInterval(() => {
    if (npm.every(isRunning) && (npm[0] ?? process.ppid) === process.ppid) return
    clearInterval(watch)
    end('SIGTERM')
  }, LOOK_EVERY_MS).unref()
  for (const signal of SIGNALS) process.on(signal, end)
  return () => {
    clearInterval(watch)
    for (const signal of SIGNALS) process.off(signal, end)
  }
}
