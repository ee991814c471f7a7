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

/** Makes the files for mini programs, which the package contains. */
export async function buildMiniProgramFiles(): Promise<void> {
  const { miniprogramFiles } = await import('../package/miniprogramFiles.js')
  for (const [name, text] of Object.entries(miniprogramFiles(ROOT))) {
    const path = join(ROOT, 'dist/package', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}
