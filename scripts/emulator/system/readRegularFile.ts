import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'

/** No file that the commands read is larger. */
const MAX_BYTES = 10 * 1024 * 1024

/**
 * Reads a UTF-8 text file, without its byte order mark.
 *
 * @param fatal false: replaces bytes that are not UTF-8
 * @throws Error if it cannot be read, is not UTF-8, is over 10 MB, or is not a regular file; reading a pipe might never end
 */
export function readRegularFile(path: string, fatal = true): string {
  // Without O_NONBLOCK, opening a pipe waits for its writer. Windows has neither.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = fstatSync(fd)
    if (!stats.isFile()) throw new Error('it is not a file')
    if (stats.size > MAX_BYTES) throw new Error('it is larger than 10 MB')
    const bytes = readFileSync(fd)
    try {
      return new TextDecoder('utf-8', { fatal }).decode(bytes)
    } catch {
      throw new Error('it is not UTF-8: save it in that encoding')
    }
  } finally {
    closeSync(fd)
  }
}
