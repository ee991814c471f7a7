import { isObject } from './isObject'

/**
 * Turns every name in an answer of WeChat's from snake_case to camelCase, as wx-server-sdk does after a cloud call.
 *
 * Objects and arrays are entered; everything else is a value and stays as it is. Where two names become one, the
 * converted name wins, as in the SDK (src/utils/utils.ts, convertCase).
 *
 * @param value any plain value; it is not changed
 * @example
 * toCamelCase({ quota_num: 55, list: [{ biz_id: '1', line_1: '' }] }) // { quotaNum: 55, list: [{ bizId: '1', line_1: '' }] }
 */
export function toCamelCase(value: Readonly<Record<string, unknown>>): Record<string, unknown>
export function toCamelCase(value: unknown): unknown
export function toCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toCamelCase)
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([wireName, inner]) => ({
    wireName,
    name: camelCase(wireName),
    inner: toCamelCase(inner),
  }))
  const kept = entries.filter(({ name, wireName }) => name === wireName)
  const converted = entries.filter(({ name, wireName }) => name !== wireName)
  return Object.fromEntries([...kept, ...converted].map(({ name, inner }) => [name, inner]))
}

/**
 * Turns one name from snake_case to camelCase; an underscore before anything but a small letter stays.
 *
 * @example
 * camelCase('delivery_id') // 'deliveryId'
 */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
