import { stop as stopEsbuild } from 'esbuild'
import { build } from '../build'

/** Builds the functions of this repository. The package holds them built and has nothing in this one's place: scripts/package/bundleCode.ts. */
export async function buildOwnFunctions(): Promise<void> {
  await build()
  await stopEsbuild() // It keeps a process for further builds.
}
