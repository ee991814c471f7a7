import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DIST } from '../../emulator/built'
import { type Added, checkNames, copyFiles, digestOf } from './copyFiles'

const BUILT = join(DIST, 'library')

/**
 * Copies the library, a JavaScript file and its types, into functions of the user: into all of them, or none.
 *
 * @param names the names of existing functions
 * @param root the folder of the functions
 * @param force overwrites files that were changed
 * @throws MessageError if a function does not exist, or if a file was changed or is a link
 * @example
 * addLibrary(['bindForStaff'], 'cloudfunctions', false) // [{ name: 'bindForStaff', how: 'added', ... }]
 */
export function addLibrary(names: readonly string[], root: string, force: boolean): Added[] {
  const existing = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const files = Object.fromEntries(readdirSync(BUILT).map((file) => [file, readFileSync(join(BUILT, file), 'utf8')]))
  const copies = checkNames(
    names,
    existing.map(({ name }) => name),
  ).map((name) => ({ name, dir: join(root, name), files, isUntouched }))
  return copyFiles(copies, force)
}

const SIGNATURE = '// Copied by wx-logistics add --library. Do not edit. '

/** Adds a first line to a file, by which `add` recognises a copy that nobody has changed. */
export function signed(text: string): string {
  return `${SIGNATURE}${digestOf({ text })}\n${text}`
}

function isUntouched(_file: string, text: string): boolean {
  const end = text.indexOf('\n')
  return text.slice(0, end).trimEnd() === SIGNATURE + digestOf({ text: text.slice(end + 1) })
}
