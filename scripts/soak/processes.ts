import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * The living processes that work in a folder, or below it, in random order: functions, and what they have started. From
 * Linux's /proc.
 *
 * @param dir the folder, without links
 */
export function processesIn(dir: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && folderOf(pid).startsWith(`${dir}/`))
    .map(Number)
    .sort(() => Math.random() - 0.5)
}

/** The resident memory of a process, in MB. */
export function memoryOf(pid: number | undefined): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status(`${pid}`))?.[1]) / 1000)
}

function folderOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

function status(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
