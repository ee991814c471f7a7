import { NotSimulatedInDatabaseError } from './DatabaseError'
import { isFields } from './extendedJson'

/**
 * Refuses by name what neither mingo nor this library evaluates, at any depth.
 *
 * @throws NotSimulatedInDatabaseError
 */
export function refuseNotSimulated(value: unknown): void {
  if (Array.isArray(value)) for (const it of value) refuseNotSimulated(it)
  if (!isFields(value)) return
  for (const [key, it] of Object.entries(value)) {
    if (notSimulated.has(key)) throw new NotSimulatedInDatabaseError(key)
    refuseNotSimulated(it)
  }
}

const notSimulated: ReadonlySet<string> = new Set([
  ...['$geoWithin', '$geoIntersects', '$near', '$nearSphere', '$geoNear'],
  ...['$text', '$meta', '$jsonSchema', '$where', '$function', '$accumulator'],
  ...['$graphLookup', '$out', '$merge', '$redact', '$unionWith', '$documents', '$densify', '$fill', '$setWindowFields'],
  ...['$collStats', '$indexStats', '$currentOp', '$planCacheStats', '$changeStream'],
])
