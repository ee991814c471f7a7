import { createHash } from 'node:crypto'

/**
 * By what a built function is known again, so that a newer one may take the place of a copy that nobody has changed.
 * The ends of lines do not count, for git on Windows changes them.
 *
 * @param files the texts of the function's files by their names; package.json, which holds the digest, as it is without it
 * @example
 * digestOf({ 'index.js': code, 'package.json': '{"name":"bindAccount"}' })
 */
export function digestOf(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
  for (const name of Object.keys(files).sort())
    hash.update(JSON.stringify([name, files[name]?.replaceAll('\r\n', '\n')]))
  return hash.digest('hex')
}
