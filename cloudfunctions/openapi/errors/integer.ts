/**
 * A code that was told as a number or, as some do, as its text; undefined for anything else.
 *
 * @example
 * integer('-501001') // -501001
 */
export function integer(code: unknown): number | undefined {
  const value = typeof code === 'string' && /^-?\d+$/.test(code) ? Number(code) : code
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}
