import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Process {
  pid: number
  parent: number
  /** Of its program, without the folder; cut after 15 characters on Linux. */
  name: string
}

/** `ID (NAME) STATE PARENT`, and the name may have any character in it: proc(5). */
const STAT = /^(?<pid>\d+) \((?<name>.*)\) \S (?<parent>\d+) /s
const PS_LINE = /^ *(?<pid>\d+) +(?<parent>\d+) +(?:.*\/)?(?<name>.+)$/

/**
 * All processes of this machine. Of Linux itself, for small images have no ps; on Windows none.
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
        return '' // It has ended.
      }
    })
}

function psLines(): string[] {
  return spawnSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' }).stdout?.split('\n') ?? []
}
