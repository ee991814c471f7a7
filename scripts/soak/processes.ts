import { readdirSync, readFileSync } from 'node:fs'

/**
 * The living processes of functions, from Linux's /proc, in random order.
 *
 * @param dir the folder of the functions
 */
export function processesOf(dir: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && readProc(pid, 'cmdline').includes(`host.js\0${dir}`))
    .map(Number)
    .sort(() => Math.random() - 0.5)
}

/** The resident memory of a process, in MB. */
export function memoryOf(pid: number | undefined): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readProc(`${pid}`, 'status'))?.[1]) / 1000)
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
