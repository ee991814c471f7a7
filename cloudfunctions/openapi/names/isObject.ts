/**
 * Tells whether a value is tagged `[object Object]`: plain objects and instances of classes, but no array, Date, Buffer or Map.
 *
 * @example
 * isObject({ bizId: '123456' }) // true
 */
export function isObject(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]'
}
