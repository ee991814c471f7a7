import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** The folders of cloudfunctions/openapi whose tests are measured. */
const FOLDERS = ['names', 'params', 'errors', 'cloud', 'https']

/** `npm run mutate [folder...]`: measures with Stryker how many small mistakes in the code its tests detect. */
function mutate(named: readonly string[]): void {
  for (const folder of named.length > 0 ? named : FOLDERS) {
    const stryker = join(__dirname, 'mutate/node_modules/@stryker-mutator/core/bin/stryker.js')
    const env = { ...process.env, MUTATED_FOLDER: folder }
    const { status } = spawnSync(process.execPath, [stryker, 'run'], {
      cwd: join(__dirname, '../..'),
      env,
      stdio: 'inherit',
    })
    process.exitCode ||= status ?? 1
  }
}

if (require.main === module) mutate(process.argv.slice(2))
