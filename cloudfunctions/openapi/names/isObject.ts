/**
 * Returns whether a value is tagged `[object Object]`: plain objects and instances of classes, but not arrays, Dates, Buffers or Maps.
 *
 * @example
 * isObject({ bizId: '123456' }) // true
 */
export function isObject(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]'
}
