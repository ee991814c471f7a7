/** Maximum size of parameters that are kept whole, in characters of JSON. */
export const MAX_LENGTH = 20_000
const MAX_PARAMS = 50
const MAX_VALUE_LENGTH = 300

/**
 * Limits the size of parameters that are kept and shown: of large ones, large values are cut and many are left out.
 *
 * @example
 * clipped({ type: 'bind', biz_id: 'x'.repeat(1_000_000) }) // { type: 'bind', biz_id: '"xxx... (1000002 characters)' }
 */
export function clipped(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if ((JSON.stringify(params)?.length ?? 0) <= MAX_LENGTH) return params
  const entries = Object.entries(params)
  const shown = entries.slice(0, MAX_PARAMS).map(([param, value]) => [clippedText(param), clippedValue(value)])
  const more = entries.length - shown.length
  return Object.fromEntries([...shown, ...(more > 0 ? [['...', `${more} more`]] : [])])
}

/**
 * Limits the length of a string.
 *
 * @example
 * clippedText('x'.repeat(1_000_000)) // 'xxx... (1000000 characters)'
 */
export function clippedText(text: string, maxLength = MAX_VALUE_LENGTH): string {
  if (text.length <= maxLength) return text
  // Copied through bytes, because a slice in V8 keeps the whole string in memory.
  const start = Buffer.from(text.slice(0, maxLength)).toString()
  return `${start}... (${text.length} characters)`
}

function clippedValue(value: unknown): unknown {
  const json = JSON.stringify(value) ?? ''
  return json.length > MAX_VALUE_LENGTH ? clippedText(json) : value
}
