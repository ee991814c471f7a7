/** Parameters are kept whole up to so many characters of JSON; of larger ones the large values are cut, and the rest is left out. */
export const MAX_LENGTH = 20_000
const MAX_PARAMS = 50
const MAX_VALUE_LENGTH = 300

/**
 * Parameters as they are kept and shown, small whatever was sent.
 *
 * @param params by their names
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
 * A text as it is kept and shown.
 *
 * @example
 * clippedText('x'.repeat(1_000_000)) // 'xxx... (1000000 characters)'
 */
export function clippedText(text: string, maxLength = MAX_VALUE_LENGTH): string {
  if (text.length <= maxLength) return text
  // By way of bytes: V8 keeps the whole of a text of which a slice is kept.
  const start = Buffer.from(text.slice(0, maxLength)).toString()
  return `${start}... (${text.length} characters)`
}

function clippedValue(value: unknown): unknown {
  const json = JSON.stringify(value) ?? ''
  return json.length > MAX_VALUE_LENGTH ? clippedText(json) : value
}
