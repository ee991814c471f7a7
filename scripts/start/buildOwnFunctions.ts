import { stop as stopEsbuild } from 'esbuild'
import { build } from '../build'

/** Builds the functions of this repository. The package contains them built: scripts/package/bundleCode.ts replaces this file. */
export async function buildOwnFunctions(): Promise<void> {
  await build()
  await stopEsbuild() // It keeps a process for further builds.
}
