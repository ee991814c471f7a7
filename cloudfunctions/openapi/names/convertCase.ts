import { isObject } from './isObject'

/**
 * Converts every name in a plain value from camelCase to snake_case, as wx-server-sdk does before a cloud call.
 *
 * Objects and arrays are entered; everything else (Buffers, Dates, null, ...) is a value and stays the same. If two names
 * become equal, the converted name wins, as in the SDK (src/utils/utils.ts, convertCase).
 *
 * @param value any plain value; it is not changed
 * @example
 * toSnakeCase({ bizId: '1', bizID: '2', biz_id: '3' }) // { biz_id: '1', biz_i_d: '2' }
 */
export function toSnakeCase(value: Readonly<Record<string, unknown>>): Record<string, unknown>
export function toSnakeCase(value: unknown): unknown
export function toSnakeCase(value: unknown): unknown {
  return convertNames(value, snakeCase)
}

/**
 * Converts every name in a response of WeChat from snake_case to camelCase, as wx-server-sdk does after a cloud call.
 *
 * @param value any plain value; it is not changed
 * @example
 * toCamelCase({ quota_num: 55, list: [{ biz_id: '1', line_1: '' }] }) // { quotaNum: 55, list: [{ bizId: '1', line_1: '' }] }
 */
export function toCamelCase(value: Readonly<Record<string, unknown>>): Record<string, unknown>
export function toCamelCase(value: unknown): unknown
export function toCamelCase(value: unknown): unknown {
  return convertNames(value, camelCase)
}

function convertNames(value: unknown, convert: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => convertNames(item, convert))
  if (!isObject(value)) return value
  const kept: [string, unknown][] = []
  const converted: [string, unknown][] = []
  for (const [name, inner] of Object.entries(value)) {
    const newName = convert(name)
    const list = newName === name ? kept : converted
    list.push([newName, convertNames(inner, convert)])
  }
  return Object.fromEntries([...kept, ...converted])
}

/** Names that were converted before. Converting a few hundred known names anew took a tenth of a function's own time. */
const snakeCased = new Map<string, string>()

/**
 * Converts one name from camelCase to snake_case. A capital in first place gets no underscore.
 *
 * @param name a name of the registry: each result is kept
 * @example
 * snakeCase('deliveryId') // 'delivery_id'
 */
export function snakeCase(name: string): string {
  const known = snakeCased.get(name)
  if (known !== undefined) return known
  const wireName = name.replace(/[A-Z]/g, (capital, at) => (at === 0 ? '' : '_') + capital.toLowerCase())
  snakeCased.set(name, wireName)
  return wireName
}

/**
 * Converts one name from snake_case to camelCase. An underscore before anything but a small letter stays.
 *
 * @example
 * camelCase('delivery_id') // 'deliveryId'
 */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
