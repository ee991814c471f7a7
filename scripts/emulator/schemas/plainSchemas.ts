import * as v from 'valibot'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'

/** Any string. */
export const text = v.string('should be a string')

/** A string that is not empty. */
export const name = v.pipe(text, v.nonEmpty('should not be empty'))

const wholeNumber = 'should be a whole number'
/** A whole number. */
export const integer = v.pipe(v.number(wholeNumber), v.integer(wholeNumber))

/** A number with or without a fraction. It must be finite, since JSON has no infinity. */
export const number = v.pipe(v.number('should be a number'), v.finite('should be a number'))

/** A whole number that is not negative. */
export const amount = v.pipe(integer, v.minValue(0, 'should not be negative'))

/** A whole number in a range. */
export function from(min: number, max = Number.MAX_SAFE_INTEGER) {
  const range = max === Number.MAX_SAFE_INTEGER ? `should be ${min} or more` : `should be from ${min} to ${max}`
  return v.pipe(integer, v.minValue(min, range), v.maxValue(max, range))
}

export const flag = v.boolean('should be true or false')

/** Accepts one of these values. */
export function oneOf<const O extends readonly (string | number)[]>(options: O) {
  return v.picklist(options, `should be ${options.join(' or ')}`)
}

/** An object with any fields. */
export const fields = v.record(v.string(), v.unknown(), 'should be an object, {...}')

/** Accepts a list, which may be empty. */
export function listOf<S extends v.GenericSchema>(item: S) {
  return v.array(item, 'should be a list, [...]')
}

/** Accepts a list of objects that differ in at least one of these fields. */
export function distinct<S extends v.GenericSchema<unknown, readonly object[]>>(list: S, ...fields: string[]) {
  const idOf = (it: object) => JSON.stringify(fields.map((field) => readProperty(it, field)))
  return v.pipe(
    list,
    v.check<v.InferOutput<S>, string>(
      (items) => new Set(items.map(idOf)).size === items.length,
      `contains the same ${fields.join(', ')} twice`,
    ),
  )
}

/**
 * Accepts an object with these names only. The message about an unknown name says the nearest one and all of them.
 *
 * @example
 * exactly({ appid: name, secret: name })
 */
export function exactly<const E extends v.ObjectEntries>(entries: E) {
  const names = Object.keys(entries)
  return v.strictObject(entries, ({ expected, input }: v.StrictObjectIssue) => {
    if (input === undefined) return 'is missing'
    if (expected !== 'never') return 'should be an object, {...}'
    const near = nearest(String(input), names)
    const hint = near === undefined ? '' : `; did you mean ${near}?`
    return `is unknown${hint} (known: ${names.join(', ')})`
  })
}
