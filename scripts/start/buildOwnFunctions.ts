import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stop as stopEsbuild } from 'esbuild'
import { build } from '../build'

const ROOT = join(__dirname, '../..')

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
  for (const [name, text] of Object.entries(await bundleLibrary(types))) write(join('dist/library', name), text)
  await stopEsbuild()
}

/** Makes the files for mini programs, which the package contains. */
export async function buildMiniProgramFiles(): Promise<void> {
  const { miniprogramFiles } = await import('../package/miniprogramFiles.js')
  for (const [name, text] of Object.entries(miniprogramFiles())) write(join('dist/package', name), text)
}

function write(name: string, text: string): void {
  const path = join(ROOT, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
