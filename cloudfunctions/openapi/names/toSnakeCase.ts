import { isObject } from './isObject'

/** A value's type after `toSnakeCase`. */
export type SnakeCased<T> = T extends readonly unknown[]
  ? { [I in keyof T]: SnakeCased<T[I]> }
  : T extends Date | Uint8Array
    ? T
    : T extends object
      ? { [K in keyof T as K extends string ? SnakeCase<K> : K]: SnakeCased<T[K]> }
      : T

/** A name's type after `snakeCase`. */
export type SnakeCase<S extends string> = S extends `${infer First}${infer Rest}`
  ? `${Lower<First>}${SnakeCaseTail<Rest>}`
  : S

type SnakeCaseTail<S extends string> = S extends `${infer C}${infer Rest}`
  ? `${C extends Capital ? '_' : ''}${Lower<C>}${SnakeCaseTail<Rest>}`
  : S

type Lower<C extends string> = C extends Capital ? Lowercase<C> : C

// biome-ignore format: an alphabet
type Capital = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M'
  | 'N' | 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z'

/**
 * Turns every name in a plain value from camelCase to snake_case, as wx-server-sdk does before a cloud call.
 *
 * Objects and arrays are entered; everything else (Buffers, Dates, null, ...) is a value and stays as it is.
 * Where two names become one, the converted name wins, as in the SDK (src/utils/utils.ts, convertCase).
 *
 * @param value any plain value; it is not changed
 * @example
 * toSnakeCase({ bizId: '1', bizID: '2', biz_id: '3' }) // { biz_id: '1', biz_i_d: '2' }
 */
export function toSnakeCase<T>(value: T): SnakeCased<T>
export function toSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => toSnakeCase(item))
  if (!isObject(value)) return value
  const kept: [string, unknown][] = []
  const converted: [string, unknown][] = []
  for (const [name, inner] of Object.entries(value)) {
    const wireName = snakeCase(name)
    const into = wireName === name ? kept : converted
    into.push([wireName, toSnakeCase(inner)])
  }
  return Object.fromEntries([...kept, ...converted])
}

/** Only names of the registry are asked for, a few hundred; turning them anew was a tenth of what a function adds to a call. */
const turned = new Map<string, string>()

/**
 * Turns one name from camelCase to snake_case; a capital in first place gets no underscore.
 *
 * @param name of the registry's: each is kept
 * @example
 * snakeCase('deliveryId') // 'delivery_id'
 */
export function snakeCase(name: string): string {
  const known = turned.get(name)
  if (known !== undefined) return known
  const wireName = name.replace(/[A-Z]/g, (capital, at) => (at === 0 ? '' : '_') + capital.toLowerCase())
  turned.set(name, wireName)
  return wireName
}
