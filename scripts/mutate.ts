import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { Argument, Command } from 'commander'
import { stop as stopEsbuild } from 'esbuild'
import { build } from './build'
import { sayIn } from './start/language'
import { onEnd } from './start/onEnd'
import { runCommand, runMain } from './start/runCommand'

const ROOT = join(__dirname, '..')
const STRYKER = join(__dirname, 'mutate/node_modules/@stryker-mutator/core/bin/stryker.js')
/** The folders of cloudfunctions/openapi whose tests are measured. */
const FOLDERS = ['names', 'params', 'errors', 'cloud', 'https']

/**
 * `npm run mutate`: measures with Stryker how many small mistakes in the code its tests detect.
 *
 * @param args of the command line
 * @returns the exit code: 1 if the score of a folder is too low, or nothing could be measured
 */
export async function mutate(args: readonly string[]): Promise<number> {
  let exitCode = 0
  const command = new Command('npm run mutate --')
    .description(
      'Changes the code of folders of cloudfunctions/openapi in many small ways, one at a time, and lists the changes that their tests do not detect.',
    )
    .addArgument(new Argument('[folder...]', 'the folders (default: all)').choices(FOLDERS))
    .addHelpText(
      'after',
      `
Settings and the required score are in .stryker.config.mjs. Changes that have no effect are listed in
scripts/mutate/equivalents.mjs and not counted. All folders take half an hour. The reports are saved in reports/mutation/.
MUTATED_TYPES=any in the environment also tries changes that do not compile.`,
    )
    .action(async (named: string[]) => {
      await build()
      await stopEsbuild()
      for (const folder of named.length > 0 ? new Set(named) : FOLDERS) exitCode ||= await runStryker(folder)
    })
  return (await runCommand(command, args, sayIn(args, process.env))) || exitCode
}

/** Runs Stryker on one folder. A signal kills it and all its processes, some of which may be in endless loops. */
async function runStryker(folder: string): Promise<number> {
  // Windows has no process groups.
  const hasGroup = process.platform !== 'win32'
  const env = { ...process.env, MUTATED_FOLDER: folder }
  const stryker = spawn(process.execPath, [STRYKER, 'run'], { cwd: ROOT, env, stdio: 'inherit', detached: hasGroup })
  const forget = onEnd((signal) => {
    if (hasGroup && stryker.pid !== undefined) process.kill(-stryker.pid, 'SIGKILL')
    else stryker.kill('SIGKILL')
    rmSync(join(ROOT, '.stryker-tmp', folder), { recursive: true, force: true, maxRetries: 10 })
    process.exit(128 + constants.signals[signal])
  })
  const [code] = await once(stryker, 'exit')
  forget()
  return code ?? 1
}

if (require.main === module) runMain(mutate)
