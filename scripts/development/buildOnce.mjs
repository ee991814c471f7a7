// Builds what the commands of this repository and the tests need, if a source has changed. It is plain JavaScript, because
// loading tsx would take as long as everything else.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DIST = join(ROOT, 'dist')

/** Where the commands and what they need come from. */
const SOURCES = [
  'cloudfunctions',
  'scripts/commands',
  'scripts/emulator',
  'scripts/package',
  'scripts/development/build',
  'scripts/development/package',
]
const FILES = ['config.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'scripts/development/build.ts']

/** Returns a digest of the sources' names, sizes and times, which differs if a source has changed. */
function stateOfSources() {
  const inFolders = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, name)),
  )
  const states = [...inFolders, ...FILES].map((name) => {
    const { size, mtimeMs } = statSync(join(ROOT, name))
    return [name, size, mtimeMs]
  })
  return createHash('sha256').update(JSON.stringify(states)).digest('hex')
}

/** Builds one of the parts in package.ts, unless that was done with the same sources. */
export function buildOnce(part) {
  const file = join(DIST, `${part}.state`)
  const state = stateOfSources()
  try {
    if (readFileSync(file, 'utf8') === state) return
  } catch {
    // It has not been built yet.
  }
  const program = join(ROOT, 'scripts/development/package.ts')
  execFileSync(process.execPath, ['--import', 'tsx', program, part], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  mkdirSync(DIST, { recursive: true })
  writeFileSync(file, state)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildOnce(process.argv[2])
