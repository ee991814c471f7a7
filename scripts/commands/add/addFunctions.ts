import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DIST } from '../../emulator/built'
import { readProjectFile } from '../terminal/project'
import { type Added, checkNames, copyFiles, digestOf } from './copyFiles'

const BUILT = join(DIST, 'cloudfunctions')
const MANIFEST = 'package.json'

/**
 * Copies built functions into a folder of functions: all of them, or none.
 *
 * @param names names of the functions
 * @param to the folder of functions, which is created if it is missing
 * @param force overwrites files that were changed
 * @throws MessageError if a function does not exist, was changed, or is a link
 * @example
 * addFunctions(['bindAccount'], 'cloudfunctions', false) // [{ name: 'bindAccount', how: 'added', ... }]
 */
export function addFunctions(names: readonly string[], to: string, force: boolean): Added[] {
  const copies = checkNames(names, readdirSync(BUILT)).map((name) => {
    const dir = join(to, name)
    const files = readdirSync(join(BUILT, name)).map((file) => [file, readFileSync(join(BUILT, name, file), 'utf8')])
    const untouched = untouchedIn(dir)
    return { name, dir, files: Object.fromEntries(files), isUntouched: (file: string) => untouched.includes(file) }
  })
  return copyFiles(copies, force)
}

/** Returns the files of a copy as its package.json lists them (scripts/development/build.ts), or none if anything in them was changed. */
function untouchedIn(dir: string): string[] {
  try {
    const { digest, ...rest } = JSON.parse(String(readProjectFile(join(dir, MANIFEST))))
    const files = rest.files.map((name: string) => [name, readProjectFile(join(dir, name))])
    const isSame = digest === digestOf({ ...Object.fromEntries(files), [MANIFEST]: JSON.stringify(rest) })
    return isSame ? [...rest.files, MANIFEST] : []
  } catch {
    return []
  }
}
