import type { Equivalent } from './equivalents'
import type { Mutant } from './readMutants'

export interface Score {
  found: number
  /** Those that no test found and that are not listed as equivalent. */
  survivors: Mutant[]
  /** How many are listed and were not found. */
  equivalent: number
  /** What is listed of these files, and was found or is not there. */
  stale: Equivalent[]
  /** Which part was found of those that are not equivalent, in per cent. */
  percent: number
}

const FOUND: readonly string[] = ['Killed', 'Timeout']
const SURVIVED: readonly string[] = ['Survived', 'NoCoverage']

/**
 * What the tests of a folder are worth; mistakes that do not compile, or not even load, count for nothing.
 *
 * @param mutants of the folder
 * @param equivalents of whichever files; one that is only slow is not found by that
 */
export function scoreOf(mutants: readonly Mutant[], equivalents: readonly Equivalent[]): Score {
  const isListed = (mutant: Mutant) => equivalents.some((it) => isThat(it, mutant))
  const equivalent = mutants.filter((it) => [...SURVIVED, 'Timeout'].includes(it.status) && isListed(it))
  const others = mutants.filter((it) => !equivalent.includes(it))
  const found = others.filter(({ status }) => FOUND.includes(status)).length
  const survivors = others.filter(({ status }) => SURVIVED.includes(status))
  const files = new Set(mutants.map(({ file }) => file))
  return {
    found,
    survivors,
    equivalent: equivalent.length,
    stale: equivalents.filter((it) => files.has(it.file) && !equivalent.some((mutant) => isThat(it, mutant))),
    percent: (100 * found) / Math.max(1, found + survivors.length),
  }
}

function isThat({ file, code, mutated }: Equivalent, mutant: Mutant): boolean {
  return file === mutant.file && code === mutant.code && mutated === mutant.mutated
}
