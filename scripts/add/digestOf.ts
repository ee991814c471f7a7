import { createHash } from 'node:crypto'

/**
 * Returns the digest by which `add` recognises a copy of a built function that nobody has changed. Line endings do not
 * count, because git on Windows changes them.
 *
 * @param files the contents of the function's files by name; package.json without its digest
 * @example
 * digestOf({ 'index.js': code, 'package.json': '{"name":"bindAccount","files":["index.js"]}' })
 */
export function digestOf(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
  for (const name of Object.keys(files).sort())
    hash.update(JSON.stringify([name, files[name]?.replaceAll('\r\n', '\n')]))
  return hash.digest('hex')
}
