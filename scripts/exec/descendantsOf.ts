import { spawnSync } from 'node:child_process'

/**
 * The processes that a process has started, those that these have started, and so on; none where there is no ps.
 *
 * @example
 * descendantsOf(child.pid) // [4712, 4713]
 */
export function descendantsOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid='], { encoding: 'utf8' })
  const all = [...(stdout ?? '').matchAll(/(\d+) +(\d+)/g)].map(([, its, parent]) => ({
    its: Number(its),
    parent: Number(parent),
  }))
  const under = (one: number): number[] =>
    all.filter(({ parent }) => parent === one).flatMap(({ its }) => [its, ...under(its)])
  return under(pid)
}
