import { processTable } from './processTable'

/** Of these npm runs a command in one. */
const SHELLS = /^-?(?:sh|ash|bash|dash|ksh|zsh|busybox)$/

/**
 * The processes by which npm (or npx, pnpm, yarn) runs this one: the shell that it runs commands in, and itself. None where
 * this process was started otherwise. On Windows only the nearest is told.
 *
 * @returns their ids
 * @example
 * npmProcesses() // [4711, 4710]
 */
export function npmProcesses(): number[] {
  if (process.env.npm_lifecycle_event === undefined) return []
  const shell = processTable().find(({ pid, name }) => pid === process.ppid && SHELLS.test(name))
  return shell === undefined ? [process.ppid] : [shell.pid, shell.parent]
}
