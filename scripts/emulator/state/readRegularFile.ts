import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'

/**
 * Reads a UTF-8 text file, without its byte order mark.
 *
 * @throws Error if it cannot be read, is not UTF-8, or is not a regular file; reading a pipe might never end
 */
export function readRegularFile(path: string): string {
  // Without O_NONBLOCK, opening a pipe waits for its writer. Windows has neither.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    if (!fstatSync(fd).isFile()) throw new Error('it is not a file')
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
