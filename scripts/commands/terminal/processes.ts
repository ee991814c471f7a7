import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { isRunning } from '../../emulator/system/system'

export interface Process {
  pid: number
  parent: number
  /** The name of its program, without the folder; cut after 15 characters on Linux. */
  name: string
}

/** `ID (NAME) STATE PARENT`; the name may contain any character: proc(5). */
const STAT = /^(?<pid>\d+) \((?<name>.*)\) \S (?<parent>\d+) /s
const PS_LINE = /^ *(?<pid>\d+) +(?<parent>\d+) +(?:.*\/)?(?<name>.+)$/

/**
 * Lists all processes of this machine; on Windows none. Reads /proc on Linux, because small images have no ps.
 *
 * @example
 * processTable().find(({ pid }) => pid === process.ppid)?.name // 'sh'
 */
export function processTable(): Process[] {
  const [pattern, rows] = process.platform === 'linux' ? [STAT, stats()] : [PS_LINE, psLines()]
  return rows.flatMap((row) => {
    const { pid, parent, name } = pattern.exec(row)?.groups ?? {}
    return name === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), name }]
  })
}

function stats(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/stat`, 'utf8')
      } catch {
        return '' // It has exited.
      }
    })
}

function psLines(): string[] {
  return spawnSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' }).stdout?.split('\n') ?? []
}

/**
 * Lists the processes that a process has started, those that they have started, and so on.
 *
 * @example
 * descendantsOf(child.pid).map(({ pid }) => pid) // [4712, 4713]
 */
export function descendantsOf(ancestor: number): Process[] {
  const all = processTable()
  const below = (one: number): Process[] =>
    all.filter(({ parent }) => parent === one).flatMap((it) => [it, ...below(it.pid)])
  return below(ancestor)
}

/** How often to check which processes still run, in milliseconds. */
const POLL_MS = 20

/**
 * Stops a process with all that it has started: sends SIGTERM, and SIGKILL to those that still run after a while.
 *
 * @param timeoutMs how long they may take before they are killed; on Windows they are killed at once
 */
export async function stopTree(pid: number, timeoutMs: number): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' })
    return
  }
  const pids = [pid, ...descendantsOf(pid).map((it) => it.pid)]
  for (const it of pids) signal(it, 'SIGTERM')
  const until = Date.now() + timeoutMs
  while (pids.some(isRunning) && Date.now() < until) await setTimeout(POLL_MS)
  for (const it of pids) signal(it, 'SIGKILL')
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has exited.
  }
}

/** SIGBREAK is Ctrl-Break, on Windows, where SIGHUP means that the console was closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const

/** How often to check whether the npm that started this process still runs, in milliseconds. */
const NPM_POLL_MS = 500

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
  }, NPM_POLL_MS).unref()
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
