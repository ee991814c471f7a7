/**
 * The code of an error, or of what caused it: `ENOENT`, `LEVEL_LOCKED`.
 *
 * @param error what was caught; by its looks, for in Jest Node's errors are no instances of the tests' Error
 * @example
 * codeOf(error) === 'ENOENT'
 */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('cause' in error && error.cause !== undefined) return codeOf(error.cause)
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
