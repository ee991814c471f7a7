import type { Score } from './scoreOf'

/**
 * Tells which mistakes in a folder its tests do not find, and what they are worth, in lines.
 *
 * @param folder the name of the folder
 */
export function describeScore(folder: string, { found, survivors, equivalent, stale, percent }: Score): string {
  const lines = [
    ...survivors.flatMap(({ file, line, code, mutated, status }) => [
      `${file}:${line} ${status === 'NoCoverage' ? 'no test comes here' : 'no test finds'}`,
      `  - ${code}`,
      `  + ${mutated}`,
    ]),
    ...stale.flatMap(({ file, code, mutated }) => [
      `${file} is listed in scripts/mutate/equivalents.ts, but was found, or is there no more`,
      `  - ${code}`,
      `  + ${mutated}`,
    ]),
    `${folder}: ${floor(percent)} % (${found} of ${found + survivors.length} found; ${equivalent} more are equivalent)`,
  ]
  return lines.join('\n')
}

/** One decimal, never more than it is: 94.96 % are not 95.0 %. */
function floor(percent: number): string {
  return (Math.floor(percent * 10) / 10).toFixed(1)
}
