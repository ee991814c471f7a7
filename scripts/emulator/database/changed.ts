import { requestFailed } from './DatabaseError'
import { add } from './evaluated'
import { isFields } from './extendedJson'
import { isIndex, own } from './order'

/** Returns the new value of a field; `undefined` removes it. A field that does not exist is given as `undefined`. */
export type Change = (value: unknown) => unknown

export interface ChangeOptions {
  /** Whether missing objects on the way are created. If not, a path that leads nowhere changes nothing. */
  create: boolean
  /** Returns the index that `$` stands for, given the path of an array. */
  matched: (path: string) => number
}

/** MongoDB pads an array with null up to an index, but not further than this. */
const MOST_PADDING = 1_500_000

/**
 * Returns a value in which the field at a path is changed. Everything beside the path is shared with the given value,
 * which stays as it is; if nothing changes, it is returned itself.
 *
 * @param path dotted; `$[]` is every element of an array, `$` the one that the query matched
 * @throws DatabaseError if the path leads through a value that has no fields
 * @example
 * changed({ n: 1, o: { m: 1 } }, 'o.m', () => 2, options) // { n: 1, o: { m: 2 } }
 */
export function changed(root: unknown, path: string, change: Change, options: ChangeOptions): unknown {
  const parts = path.split('.')
  const isInvalid = (it: string) =>
    it === '' || it === '__proto__' || (it.startsWith('$') && it !== '$' && it !== '$[]')
  if (parts.some(isInvalid)) throw requestFailed(`The path '${path}' is invalid`, `字段路径 ${path} 无效`)
  return changeAt(root, parts, [])

  function changeAt(value: unknown, [head, ...rest]: readonly string[], above: readonly string[]): unknown {
    if (head === undefined) return change(value)
    const next = (it: unknown) => changeAt(it, rest, [...above, head])
    if (head === '$' || head === '$[]') {
      if (!Array.isArray(value))
        throw requestFailed(
          `Cannot apply array updates to the non-array '${above.join('.')}'`,
          `${above.join('.')} 不是数组，不能使用数组更新`,
        )
      const indexes = head === '$' ? [options.matched(above.join('.'))] : value.keys()
      return [...indexes].reduce((array: unknown, index) => withElement(array, index, next), value)
    }
    if (Array.isArray(value) && isIndex(head)) return withElement(value, Number(head), next)
    if (isFields(value)) return withField(value, head, next)
    if (value === undefined && options.create) return withField({}, head, next)
    if (options.create) {
      throw requestFailed(
        `Cannot create field '${head}' in element '${above.join('.')}': it is ${typeName(value)}`,
        `不能在 ${above.join('.')} 里创建字段 ${head}：它的类型为 ${typeName(value)}`,
      )
    }
    return value
  }
}

function withField(fields: Record<string, unknown>, name: string, change: Change): unknown {
  const before = own(fields, name)
  const after = change(before)
  if (after === before) return fields
  if (after !== undefined) return { ...fields, [name]: after }
  const { [name]: _, ...others } = fields
  return others
}

/** An element is not removed, but becomes null, so that the others keep their indexes. */
function withElement(value: unknown, index: number, change: Change): unknown {
  if (!Array.isArray(value)) return value
  const before: unknown = value[index]
  const after = change(before)
  if (after === before) return value
  if (index - value.length > MOST_PADDING)
    throw requestFailed("can't backfill array to larger than 1500000 elements", '数组补齐后不能超过 1500000 个元素')
  add(Math.max(0, index - value.length))
  const padding = Array.from({ length: Math.max(0, index - value.length) }, () => null)
  const result = [...value, ...padding]
  result[index] = after === undefined ? null : after
  return result
}

/** MongoDB's name of a value's type. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp) return 'regex'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'number' ? 'double' : typeof value
}
