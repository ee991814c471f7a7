/**
 * What kind of value something is, in the words of our messages: `typeof`, and a word of its own for what that hides.
 *
 * @example
 * kindOf(null) // 'null'
 * kindOf([]) // 'array'
 */
export function kindOf(value: unknown): string {
  if (Number.isNaN(value)) return 'NaN'
  // `[object Null]`, `[object Array]`, `[object Date]`
  return typeof value === 'object'
    ? Object.prototype.toString.call(value).slice('[object '.length, -1).toLowerCase()
    : typeof value
}
