import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { build } from './build'
import { ROOT, runProgram, writeFolder, writeOutput } from './build/bundle'
import { licencesOf } from './build/licencesOf'
import { bundleCode, bundleLibrary } from './package/bundleCode'
import { bundleTypes } from './package/bundleTypes'
import { miniprogramFiles } from './package/miniprogramFiles'

const PACKAGE = join(ROOT, 'dist/package')
/** Files that are copied as they are. */
const FILES = join(ROOT, 'scripts/package/files')

/** What is built, by the argument: what the commands of this repository need, which run.mjs asks for, or the whole package. */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  async commands() {
    await build()
    const { files } = await bundleCode()
    writeFolder(join(ROOT, 'dist/commands'), files)
    for (const [name, text] of Object.entries(miniprogramFiles())) writeOutput(join(PACKAGE, name), text)
  },
  // Bundling the types takes half a minute.
  async library() {
    await makeLibrary(bundleTypes())
  },
  async all() {
    await build()
    const { files, inputs } = await bundleCode()
    const otherTypes = await makeLibrary(bundleTypes())
    const copied = readdirSync(FILES, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name))
    writeFolder(PACKAGE, {
      ...Object.fromEntries(copied.map((name) => [name, readFileSync(join(FILES, name), 'utf8')])),
      ...files,
      ...otherTypes,
      ...miniprogramFiles(),
      'LICENCES.txt': licencesOf(inputs, 'These files contain'),
    })
    chmodSync(join(PACKAGE, 'bin.js'), 0o755)
  },
}

/** Writes the library that `add --library` copies. Returns the other types. */
async function makeLibrary({ 'library.d.ts': types = '', ...others }: Record<string, string>) {
  writeFolder(join(ROOT, 'dist/library'), await bundleLibrary(types))
  return others
}

/** `npm pack` runs it first. */
runProgram(module, async () => PARTS[process.argv[2] ?? 'all']?.())
