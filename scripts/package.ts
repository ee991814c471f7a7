import { chmodSync, cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build'
import { ROOT } from './build/bundle'
import { bundleLibrary } from './build/bundleLibrary'
import { licencesOf } from './build/licencesOf'
import { writeOutput } from './build/writeOutput'
import { bundleCode } from './package/bundleCode'
import { bundleTypes } from './package/bundleTypes'
import { miniprogramFiles } from './package/miniprogramFiles'

const PACKAGE = join(ROOT, 'dist/package')
/** Files that are copied as they are. */
const FILES = join(__dirname, 'package/files')

/** Builds the functions, and the rest of the package into dist/package/. `npm pack` runs it first. */
export async function makePackage(): Promise<void> {
  await build()
  const { files, inputs } = await bundleCode()
  const { 'library.d.ts': types = '', ...otherTypes } = bundleTypes()
  const library = await bundleLibrary(types)
  const all = {
    ...files,
    ...otherTypes,
    ...miniprogramFiles(),
    'LICENCES.txt': licencesOf(inputs, 'These files contain'),
  }
  rmSync(PACKAGE, { recursive: true, force: true })
  cpSync(FILES, PACKAGE, { recursive: true })
  for (const [name, text] of Object.entries(all)) writeOutput(join(PACKAGE, name), text)
  for (const [name, text] of Object.entries(library)) writeOutput(join(ROOT, 'dist/library', name), text)
  chmodSync(join(PACKAGE, 'bin.js'), 0o755)
}

if (require.main === module) {
  makePackage().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
