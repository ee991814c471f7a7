import { isRunning } from '../emulator/state/isRunning'

/** SIGBREAK is Ctrl-Break, on Windows; the end of its console is SIGHUP there. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const

/** So often it is looked whether whoever started this process is there, in milliseconds. */
const LOOK_EVERY_MS = 500

/**
 * Calls when this process is to end: at a signal, or when npm has ended. npm runs a command in a shell, which does not hand
 * on the signal that ends it; the end of the shell is all that is seen here. On Windows a process keeps the id of a parent
 * that has ended.
 *
 * @param end gets the signal, SIGTERM where npm has ended
 * @returns ends the watch
 * @example
 * const forget = onEnd(() => wechat.close())
 */
export function onEnd(end: (signal: NodeJS.Signals) => void): () => void {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent && isRunning(parent)) return
    clearInterval(watch)
    end('SIGTERM')
  }, LOOK_EVERY_MS).unref()
  for (const signal of SIGNALS) process.on(signal, end)
  return () => {
    clearInterval(watch)
    for (const signal of SIGNALS) process.off(signal, end)
  }
}
