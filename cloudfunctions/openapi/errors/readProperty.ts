/**
 * One property of anything at all; undefined where there is none, or where its getter throws.
 *
 * @example
 * readProperty({ errCode: -1 }, 'errCode') // -1
 */
export function readProperty(value: unknown, name: string): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return undefined
  try {
    return Reflect.get(value, name)
  } catch {
    return undefined
  }
}
