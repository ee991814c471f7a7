/**
 * Why something of the file system failed, without the path, which the message around it names.
 *
 * @param error what was caught; by its looks, for in Jest Node's errors are no instances of the tests' Error
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
