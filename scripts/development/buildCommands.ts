import { join } from 'node:path'
import { build } from './build'
import { ROOT } from './build/bundle'
import { bundleLibrary } from './build/bundleLibrary'
import { writeFolder, writeOutput } from './build/writeOutput'
import { bundleCode } from './package/bundleCode'
import { bundleTypes } from './package/bundleTypes'
import { miniprogramFiles } from './package/miniprogramFiles'

/** What the commands of this repository need, which the package contains built. */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  commands: async () => {
    await build()
    const { files } = await bundleCode()
    writeFolder(join(ROOT, 'dist/commands'), files)
    for (const [name, text] of Object.entries(miniprogramFiles())) writeOutput(join(ROOT, 'dist/package', name), text)
  },
  // Bundling the types takes half a minute.
  library: async () => {
    const { 'library.d.ts': types = '' } = bundleTypes()
    writeFolder(join(ROOT, 'dist/library'), await bundleLibrary(types))
  },
}

PARTS[String(process.argv[2])]?.().then(
  () => process.exit(),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
