import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { build } from './build'
import { ROOT } from './build/bundle'
import { bundleLibrary } from './build/bundleLibrary'
import { licencesOf } from './build/licencesOf'
import { writeFolder } from './build/writeOutput'
import { bundleCode } from './package/bundleCode'
import { bundleTypes } from './package/bundleTypes'
import { miniprogramFiles } from './package/miniprogramFiles'

const PACKAGE = join(ROOT, 'dist/package')
/** Files that are copied as they are. */
const FILES = join(ROOT, 'scripts/package/files')

/** Builds the functions, and the rest of the package into dist/package/. `npm pack` runs it first. */
export async function makePackage(): Promise<void> {
  await build()
  const { files, inputs } = await bundleCode()
  const { 'library.d.ts': types = '', ...otherTypes } = bundleTypes()
  const library = await bundleLibrary(types)
  const copied = readdirSync(FILES, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name))
  writeFolder(PACKAGE, {
    ...Object.fromEntries(copied.map((name) => [name, readFileSync(join(FILES, name), 'utf8')])),
    ...files,
    ...otherTypes,
    ...miniprogramFiles(),
    'LICENCES.txt': licencesOf(inputs, 'These files contain'),
  })
  writeFolder(join(ROOT, 'dist/library'), library)
  chmodSync(join(PACKAGE, 'bin.js'), 0o755)
}

if (require.main === module) {
  makePackage().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
