/** Maximum size of parameters and responses that are kept whole, in characters of JSON. */
export const MAX_LENGTH = 20_000
const MAX_TEXT_LENGTH = 300

/**
 * Limits the size of parameters or of a response: of a large one, only the start of its JSON is kept.
 *
 * @example
 * clipped({ biz_id: 'x'.repeat(1_000_000) }) // { '...': '{"biz_id":"xxx... (1000013 characters)' }
 */
export function clipped<T>(value: T): T | { '...': string } {
  const json = JSON.stringify(value) ?? ''
  return json.length > MAX_LENGTH ? { '...': clippedText(json) } : value
}

/**
 * Limits the length of a string.
 *
 * @example
 * clippedText('x'.repeat(1_000_000)) // 'xxx... (1000000 characters)'
 */
export function clippedText(text: string, maxLength = MAX_TEXT_LENGTH): string {
  if (text.length <= maxLength) return text
  // Copied through bytes, because a slice in V8 keeps the whole string in memory.
  const start = Buffer.from(text.slice(0, maxLength)).toString()
  return `${start}... (${text.length} characters)`
}
