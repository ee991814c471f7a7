import { join } from 'node:path'
import { stop as stopEsbuild } from 'esbuild'
import { wxLogistics } from '../commands/wxLogistics'
import { build } from './build'
import { ROOT } from './build/bundle'
import { bundleLibrary } from './build/bundleLibrary'
import { writeFolder, writeOutput } from './build/writeOutput'

/** Builds the library that `add --library` copies. */
export async function buildLibrary(): Promise<void> {
  const { bundleTypes } = await import('./package/bundleTypes.js')
  const { 'library.d.ts': types = '' } = bundleTypes()
  writeFolder(join(ROOT, 'dist/library'), await bundleLibrary(types))
}

/** Makes the files for mini programs that `init` copies. */
export async function buildMiniProgramFiles(): Promise<void> {
  const { miniprogramFiles } = await import('./package/miniprogramFiles.js')
  for (const [name, text] of Object.entries(miniprogramFiles())) writeOutput(join(ROOT, 'dist/package', name), text)
}

/** What commands need that the package contains built. The compiler is loaded only where it is needed. */
const BUILDS: Readonly<Record<string, (args: readonly string[]) => Promise<unknown>>> = {
  start: build,
  exec: build,
  add: (args) => (args.includes('--library') ? buildLibrary() : build()),
  init: buildMiniProgramFiles,
}

/**
 * Runs a command of this repository, as the package's bin does: builds first what the package contains built, then runs it in
 * the folder in which npm was called. npm itself changes to the folder of package.json and sets `INIT_CWD`
 * (https://docs.npmjs.com/cli/commands/npm-run).
 */
async function run([name = '', ...args]: readonly string[]): Promise<number> {
  await BUILDS[name]?.(args)
  await stopEsbuild() // It keeps a process for further builds.
  process.chdir(process.env.INIT_CWD ?? '.')
  return wxLogistics([name, ...args])
}

if (require.main === module) {
  run(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code
    },
    (error: Error) => {
      console.error(error.message)
      process.exitCode = 1
    },
  )
}
