import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { inLanguage, type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'

/**
 * Makes a message about a file, a parameter or anything else that has a name.
 *
 * @example
 * about('local-wechat.json', 'read again', '已重新读取').zh // 'local-wechat.json：已重新读取'
 */
export function about(name: string, en: string, zh: string): Message {
  return { en: `${name}: ${en}`, zh: `${name}：${zh}` }
}

/** A line of the log: a message, or a text that has no language, such as what a function prints. */
export type Line = Message | string
export type Log = (line: Line) => void

/** Returns a line of the log in one language. */
export function lineIn(language: keyof Message, line: Line): string {
  return typeof line === 'string' ? line : inLanguage(language, line)
}

/**
 * Returns the code of an error or of its innermost cause, such as `ENOENT` or `LEVEL_LOCKED`.
 *
 * @param error what was caught. `instanceof Error` is not used: in Jest, Node's errors come from another realm
 */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('cause' in error && error.cause !== undefined) return codeOf(error.cause)
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/**
 * Returns why a file operation failed, without the path: the message around it names the path.
 *
 * @example
 * reasonOf(error) // 'EACCES: permission denied'
 */
export function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  if ('cause' in error && error.cause !== undefined) return reasonOf(error.cause)
  const message = 'message' in error ? String(error.message) : String(error)
  // Node: "ENOENT: no such file or directory, open '/a/b'"; LevelDB: "IO error: /a/b/000003.log: No space left on device".
  return message.replace(/^(E[A-Z0-9]+: [^,]+), .*$/s, '$1').replace(/^IO error: .*: (?=[^:]+$)/s, '')
}

/** What a code of the system means in Chinese. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: '没有权限',
  ECONNREFUSED: '连接被拒绝',
  EADDRINUSE: '端口已被占用',
  EISDIR: '这是目录，不是文件',
  ENOTFOUND: '找不到该主机',
  ENOENT: '文件或目录不存在',
  ENOSPC: '磁盘已满',
  ENOTDIR: '路径中有一部分不是目录',
  EPERM: '没有权限',
  EROFS: '文件系统是只读的',
}

/**
 * Returns why an operation failed in both languages. A reason that has no Chinese is the same in both.
 *
 * @example
 * reasonIn(error) // { en: 'EACCES: permission denied', zh: '没有权限（EACCES）' }
 */
export function reasonIn(error: unknown): Message {
  if (error instanceof MessageError) return error.both
  const [en, code = ''] = [reasonOf(error), codeOf(error)]
  const zh = REASONS[code]
  return { en, zh: zh === undefined ? en : `${zh}（${code}）` }
}

/** Checks whether a process with this id exists, regardless of its owner. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

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
