import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

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
  const shell = processOf(process.ppid)
  if (shell === undefined || !SHELLS.test(shell.name)) return [process.ppid]
  return [process.ppid, shell.parent]
}

function processOf(pid: number): { name: string; parent: number } | undefined {
  const [, name, parent] = /^(\S+)\s+(\d+)$/.exec(process.platform === 'linux' ? statusOf(pid) : psOf(pid)) ?? []
  if (name === undefined || parent === undefined) return undefined
  return { name: name.replace(/^.*\//, ''), parent: Number(parent) }
}

/** Small images have no ps. */
function statusOf(pid: number): string {
  try {
    // The name is in brackets and may have any character in it: proc(5).
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^\d+ \((.*)\) \S (\d+) .*$/s, '$1 $2')
  } catch {
    return ''
  }
}

function psOf(pid: number): string {
  return spawnSync('ps', ['-o', 'comm=,ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
}
