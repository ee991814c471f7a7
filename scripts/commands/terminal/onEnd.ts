import { isRunning } from '../../emulator/system/system'
import { processTable } from './processes'

/** SIGBREAK is Ctrl-Break, on Windows, where SIGHUP means that the console was closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const

/** How often to check whether the npm that started this process still runs, in milliseconds. */
const POLL_MS = 500

/**
 * Calls a function when this process should exit: at a signal, or when the npm that runs it has exited. npm forwards SIGINT
 * and SIGTERM to the shell in which it runs commands, and the shell forwards neither; SIGHUP and SIGKILL stop npm alone. On
 * Windows a process keeps the id of a parent that has exited.
 *
 * @param end gets the signal, SIGTERM if npm has exited
 * @returns a function that stops the watch
 * @example
 * const unwatch = onEnd(() => wechat.close())
 */
export function onEnd(end: (signal: NodeJS.Signals) => void): () => void {
  const npm = npmProcesses()
  const watch = setInterval(() => {
    if (npm.every(isRunning) && (npm[0] ?? process.ppid) === process.ppid) return
    clearInterval(watch)
    end('SIGTERM')
  }, POLL_MS).unref()
  for (const signal of SIGNALS) process.on(signal, end)
  return () => {
    clearInterval(watch)
    for (const signal of SIGNALS) process.off(signal, end)
  }
}

/** The shells in which npm runs commands. */
const SHELLS = /^-?(?:sh|ash|bash|dash|ksh|zsh|busybox)$/

/**
 * Returns the ids of the processes by which npm (or npx, pnpm, yarn) runs this one: the shell, then npm itself. Without npm
 * there are none; on Windows only the nearest is known.
 *
 * @example
 * npmProcesses() // [4711, 4710]
 */
export function npmProcesses(): number[] {
  if (process.env.npm_lifecycle_event === undefined) return []
  const shell = processTable().find(({ pid, name }) => pid === process.ppid && SHELLS.test(name))
  return shell === undefined ? [process.ppid] : [shell.pid, shell.parent]
}
