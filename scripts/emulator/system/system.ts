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

/** Returns why something failed in both languages; a reason of the system is the same in both. */
export function reasonIn(error: unknown): Message {
  if (error instanceof MessageError) return error.both
  const reason = reasonOf(error)
  return { en: reason, zh: reason }
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
