import type { Equivalent } from './equivalents'
import type { Mutant } from './readMutants'

export interface Score {
  found: number
  /** Those that no test found and that are not listed as equivalent. */
  survivors: Mutant[]
  /** How many survived and are listed. */
  equivalent: number
  /** What is listed of these files and survived nowhere. */
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
 * @param equivalents of whichever files
 */
export function scoreOf(mutants: readonly Mutant[], equivalents: readonly Equivalent[]): Score {
  const found = mutants.filter(({ status }) => FOUND.includes(status)).length
  const survived = mutants.filter(({ status }) => SURVIVED.includes(status))
  const survivors = survived.filter((mutant) => !equivalents.some((it) => isThat(it, mutant)))
  const files = new Set(mutants.map(({ file }) => file))
  return {
    found,
    survivors,
    equivalent: survived.length - survivors.length,
    stale: equivalents.filter((it) => files.has(it.file) && !survived.some((mutant) => isThat(it, mutant))),
    percent: (100 * found) / Math.max(1, found + survivors.length),
  }
}

function isThat({ file, code, mutated }: Equivalent, mutant: Mutant): boolean {
  return file === mutant.file && code === mutant.code && mutated === mutant.mutated
}
