import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from './build'
import { licencesOf } from './build/licencesOf'
import { bundleCode } from './package/bundleCode'
import { bundleTypes } from './package/bundleTypes'
import { miniprogramFiles } from './package/miniprogramFiles'
import { smallFiles } from './package/smallFiles'

const ROOT = join(__dirname, '..')
const PACKAGE = join(ROOT, 'dist/package')

/** `npm pack` runs it first: builds the functions, and what the package is beside them into dist/package/. */
export async function makePackage(): Promise<void> {
  await build()
  const { files, inputs } = await bundleCode(ROOT)
  const all = {
    ...files,
    ...bundleTypes(ROOT),
    ...miniprogramFiles(ROOT),
    ...smallFiles,
    'LICENCES.txt': licencesOf(inputs, ROOT, 'These files contain'),
  }
  rmSync(PACKAGE, { recursive: true, force: true })
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(PACKAGE, name)), { recursive: true })
    writeFileSync(join(PACKAGE, name), text)
  }
  chmodSync(join(PACKAGE, 'bin.js'), 0o755)
}

if (require.main === module) {
  makePackage().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
