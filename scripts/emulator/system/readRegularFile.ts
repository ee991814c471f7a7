import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'

/** No file that the commands read is larger. */
const MAX_BYTES = 10 * 1024 * 1024

/**
 * Reads a UTF-8 text file, without its byte order mark.
 *
 * @param fatal false: replaces bytes that are not UTF-8
 * @throws Error if it cannot be read; MessageError if it is not UTF-8, is over 10 MB, or is not a regular file; reading a pipe
 *   might never end
 */
export function readRegularFile(path: string, fatal = true): string {
  // Without O_NONBLOCK, opening a pipe waits for its writer. Windows has neither.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = fstatSync(fd)
    if (!stats.isFile()) throw new MessageError({ en: 'it is not a file', zh: '不是普通文件' })
    if (stats.size > MAX_BYTES) throw new MessageError({ en: 'it is larger than 10 MB', zh: '超过 10 MB' })
    const bytes = readFileSync(fd)
    try {
      return new TextDecoder('utf-8', { fatal }).decode(bytes)
    } catch {
      throw new MessageError({
        en: 'it is not UTF-8: save it in that encoding',
        zh: '编码不是 UTF-8，请用 UTF-8 保存',
      })
    }
  } finally {
    closeSync(fd)
  }
}
