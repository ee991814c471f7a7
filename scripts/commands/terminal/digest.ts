import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { readProjectFile } from './project'

/**
 * Returns the digest by which `add` recognises a copy that nobody has changed. Line endings do not count, because git on
 * Windows changes them.
 *
 * @param files the contents of the files by name
 * @example
 * digestOf({ 'index.js': code, 'package.json': '{"name":"bindAccount","files":["index.js"]}' })
 */
export function digestOf(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
  for (const name of Object.keys(files).sort())
    hash.update(JSON.stringify([name, files[name]?.replaceAll('\r\n', '\n')]))
  return hash.digest('hex')
}

const MANIFEST = 'package.json'

/** Returns the files of a copy as its package.json lists them (scripts/development/build.ts), or none if anything in them was changed. */
export function untouchedIn(dir: string): string[] {
  try {
    const { digest, ...rest } = JSON.parse(String(readProjectFile(join(dir, MANIFEST))))
    const files = rest.files.map((name: string) => [name, readProjectFile(join(dir, name))])
    const isSame = digest === digestOf({ ...Object.fromEntries(files), [MANIFEST]: JSON.stringify(rest) })
    return isSame ? [...rest.files, MANIFEST] : []
  } catch {
    return []
  }
}

const SIGNATURE = '// Copied by wx-logistics add --library. Do not edit. '

/** Adds a first line to a file, by which `add` recognises a copy that nobody has changed. */
export function signed(text: string): string {
  return `${SIGNATURE}${digestOf({ text })}\n${text}`
}

/** Returns whether a file is a copy that nobody has changed. */
export function isUntouched(_file: string, text: string): boolean {
  const end = text.indexOf('\n')
  return text.slice(0, end).trimEnd() === SIGNATURE + digestOf({ text: text.slice(end + 1) })
}
