import { processTable } from '../start/processTable'

/**
 * The processes that a process has started, those that these have started, and so on.
 *
 * @example
 * descendantsOf(child.pid) // [4712, 4713]
 */
export function descendantsOf(ancestor: number): number[] {
  const all = processTable()
  const under = (one: number): number[] =>
    all.filter(({ parent }) => parent === one).flatMap(({ pid }) => [pid, ...under(pid)])
  return under(ancestor)
}
