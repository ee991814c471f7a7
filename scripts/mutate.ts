import { readFile } from 'node:fs/promises'
import { Argument, Command } from 'commander'
import { stop as stopEsbuild } from 'esbuild'
import { build } from './build'
import { describeScore } from './mutate/describeScore'
import { equivalents } from './mutate/equivalents'
import { readMutants } from './mutate/readMutants'
import { runStryker } from './mutate/runStryker'
import { type Score, scoreOf } from './mutate/scoreOf'
import { runCommand, runMain } from './start/runCommand'

/** The folders of cloudfunctions/openapi whose tests are tried. */
const FOLDERS = ['names', 'params', 'errors', 'cloud', 'https']

/** Which part of the mistakes the tests of each have to find, in per cent. */
const WANTED = 95

/**
 * `npm run mutate`: makes one mistake after the other in the code, and tells which of them its tests do not find.
 *
 * @param args of the command line
 * @returns the exit code: 1 when the tests of a folder find too little, when what is listed as equivalent is not, or when
 *   nothing could be tried
 */
export async function mutate(args: readonly string[]): Promise<number> {
  let isGood = true
  const command = new Command('npm run mutate --')
    .description(
      'Makes one mistake after the other in folders of cloudfunctions/openapi, and tells which of them their tests do not find.',
    )
    .addArgument(new Argument('[folder...]', 'which of them (default: all)').choices(FOLDERS))
    .addHelpText(
      'after',
      `
Of the mistakes that can be noticed ${WANTED} % are to be found; those that cannot are listed in scripts/mutate/equivalents.ts.
All folders take half an hour. What Stryker reports is kept in reports/mutation/. MUTATED_TYPES=any in the environment
tries mistakes that do not compile, too.`,
    )
    .action(async (named: string[]) => {
      const folders = named.length > 0 ? [...new Set(named)] : FOLDERS
      await build()
      await stopEsbuild()
      const scores: Score[] = []
      for (const folder of folders) {
        const score = scoreOf(readMutants(await readFile(await runStryker(folder), 'utf8')), equivalents)
        console.log(`${describeScore(folder, score)}\n`)
        scores.push(score)
      }
      isGood = scores.every(({ percent, stale }) => percent >= WANTED && stale.length === 0)
    })
  const failed = await runCommand(command, args, 'cannot mutate')
  return failed || (isGood ? 0 : 1)
}

if (require.main === module) runMain(mutate)
