import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stop as stopEsbuild } from 'esbuild'
import { build } from './build'
import { equivalents } from './mutate/equivalents'
import { readMutants } from './mutate/readMutants'
import { scoreOf } from './mutate/scoreOf'

const ROOT = join(__dirname, '..')
const STRYKER = join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js')

/** The folders of cloudfunctions/openapi, and which part of the mutants of each its tests have to find, in per cent. */
const FOLDERS = ['names', 'params', 'errors', 'cloud', 'https']
const WANTED = 95

/**
 * `npm run mutate`: makes one mistake after the other in the code, and tells which of them its tests do not find.
 *
 * @param folders of cloudfunctions/openapi, all five unless named
 * @returns the exit code, 1 where a folder's tests find too few
 */
export async function mutate(folders: readonly string[]): Promise<number> {
  const unknown = folders.find((it) => !FOLDERS.includes(it))
  if (unknown !== undefined) {
    console.error(`${unknown} is no folder of these: ${FOLDERS.join(', ')}`)
    return 1
  }
  await build()
  await stopEsbuild()
  const poor = (folders.length > 0 ? folders : FOLDERS).filter((folder) => !isGood(folder))
  return poor.length > 0 ? 1 : 0
}

/** Mutates a folder and tells what came of it. */
function isGood(folder: string): boolean {
  const env = { ...process.env, MUTATED_FOLDER: folder }
  const { status } = spawnSync(process.execPath, [STRYKER, 'run'], { cwd: ROOT, env, stdio: 'inherit' })
  if (status !== 0) return false
  const report = readFileSync(join(ROOT, `reports/mutation/${folder}.json`), 'utf8')
  const { found, survivors, excused, stale, percent } = scoreOf(readMutants(report), equivalents)
  for (const { file, line, code, replacement } of survivors) {
    console.log(`${file}:${line} survived: ${code}\n  with ${replacement}`)
  }
  for (const { file, code } of stale) console.log(`${file}: listed as equivalent, but found or gone: ${code}`)
  const counts = `${found} of ${found + survivors.length} found, ${excused} equivalent`
  console.log(`${folder}: ${percent.toFixed(1)} % (${counts})\n`)
  return percent >= WANTED && stale.length === 0
}

if (require.main === module) {
  mutate(process.argv.slice(2)).then((code) => {
    process.exitCode = code
  })
}
