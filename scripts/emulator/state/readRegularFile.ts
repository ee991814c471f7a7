import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'

/**
 * Reads a text file of a person; anything that is no file is refused before it is read, a pipe would never end.
 *
 * @param path of the file
 * @returns its text, without a byte order mark
 * @throws Error when it is no file, cannot be read, or is not UTF-8
 * @example
 * readRegularFile('local-wechat.json')
 */
export function readRegularFile(path: string): string {
  // Opening a pipe waits for its writer unless told not to. Windows has neither.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    if (!fstatSync(fd).isFile()) throw new Error('it is no file')
    const bytes = readFileSync(fd)
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      throw new Error('it is not UTF-8: save it in that encoding')
    }
  } finally {
    closeSync(fd)
  }
}
