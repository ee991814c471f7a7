import { join } from 'node:path'
import { stop as stopEsbuild } from 'esbuild'
import { build } from '../build'
import { ROOT } from '../build/bundle'
import { writeOutput } from '../build/writeOutput'

/** Builds the functions of this repository. The package contains them built: scripts/package/bundleCode.ts replaces this file. */
export async function buildOwnFunctions(): Promise<void> {
  await build()
  await stopEsbuild() // It keeps a process for further builds.
}

/** Builds the library that `add --library` copies. */
export async function buildOwnLibrary(): Promise<void> {
  const { bundleLibrary } = await import('../build/bundleLibrary.js')
  const { bundleTypes } = await import('../package/bundleTypes.js')
  const { 'library.d.ts': types = '' } = bundleTypes()
  for (const [name, text] of Object.entries(await bundleLibrary(types)))
    writeOutput(join(ROOT, 'dist/library', name), text)
  await stopEsbuild()
}

/** Makes the files for mini programs, which the package contains. */
export async function buildMiniProgramFiles(): Promise<void> {
  const { miniprogramFiles } = await import('../package/miniprogramFiles.js')
  for (const [name, text] of Object.entries(miniprogramFiles())) writeOutput(join(ROOT, 'dist/package', name), text)
}
