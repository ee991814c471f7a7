import { randomBytes } from 'node:crypto'
import { requestFailed } from './DatabaseError'
import type { Document, Fields } from './Documents'
import { isFields } from './extendedJson'

/**
 * Makes a document of fields: `_id` comes first, and is generated if it is missing (its form: assumed#database-id).
 *
 * @throws DatabaseError if it cannot be stored
 */
export function documentOf(fields: Readonly<Fields>): Document {
  const { _id = randomBytes(16).toString('hex'), ...others } = fields
  if (typeof _id !== 'string' && (typeof _id !== 'number' || !Number.isFinite(_id)))
    throw requestFailed('_id must be a string or a number', '_id 必须是字符串或数字')
  refuseOperators(others)
  return { _id, ...others }
}

/**
 * Checks that a value can be stored: names of fields must not look like operators.
 *
 * @throws DatabaseError
 */
export function refuseOperators(value: unknown): void {
  if (Array.isArray(value)) for (const it of value) refuseOperators(it)
  if (!isFields(value)) return
  for (const [name, it] of Object.entries(value)) {
    if (name.startsWith('$'))
      throw requestFailed(
        `The dollar ($) prefixed field '${name}' is not valid for storage.`,
        `字段名 ${name} 以 $ 开头，不能存入数据库`,
      )
    refuseOperators(it)
  }
}
