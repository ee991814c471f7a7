import { type DatabaseError, invalidParam, NotSimulatedInDatabaseError } from './DatabaseError'
import type { Fields } from './Documents'
import { regExpOf } from './regExpOf'

/**
 * Reads Extended JSON, canonical or relaxed, and the SDKs' own forms of dates and regular expressions. Numbers of all
 * types become JavaScript numbers.
 * https://github.com/mongodb/specifications/blob/master/source/extended-json/extended-json.md
 *
 * @param value parsed JSON
 * @param now what `db.serverDate()` stands for, in milliseconds
 * @throws DatabaseError
 * @example
 * decode({ at: { $date: '2024-01-02T03:04:05Z' } }, Date.now()) // { at: new Date('2024-01-02T03:04:05Z') }
 */
export function decode(value: unknown, now: number): unknown {
  if (Array.isArray(value)) return listOf(value, (it) => decode(it, now))
  if (!isFields(value)) return value
  const keys = Object.keys(value)
  const [first] = keys
  if (first?.startsWith('$')) {
    const read = keys.length === 1 ? types[first] : undefined
    if (read) return read(value[first], now)
    const { $regex, $options = '', ...others } = value
    if (typeof $regex === 'string') {
      const pattern = regExpOf($regex, $options)
      return Object.keys(others).length === 0 ? pattern : { ...decodeFields(others, now), $regex: pattern }
    }
  }
  return decodeFields(value, now)
}

/** Reads an object that is not itself a date or another type. */
export function decodeFields(value: Readonly<Fields>, now: number): Fields {
  // Assigning it would set the prototype.
  if (Object.hasOwn(value, '__proto__')) throw invalid('a field named __proto__')
  return fieldsOf(value, (it) => decode(it, now))
}

/** What an object stands for whose only key is one of these. */
const types: Readonly<Record<string, (value: unknown, now: number) => unknown>> = {
  $numberInt: number,
  $numberLong: number,
  $numberDouble: number,
  $date: date,
  // @cloudbase/database 1.4.3, dist/commonjs/serializer/datatype.js
  $tcb_server_date: (value, now) => serverDate(value, now),
  $regularExpression: (value) => {
    if (!isFields(value)) throw invalid('$regularExpression')
    return regExpOf(value.pattern, value.options)
  },
  $oid: () => notSimulated('$oid'),
  $binary: () => notSimulated('$binary'),
  $numberDecimal: () => notSimulated('$numberDecimal'),
  $timestamp: () => notSimulated('$timestamp'),
  $minKey: () => notSimulated('$minKey'),
  $maxKey: () => notSimulated('$maxKey'),
}

function notSimulated(type: string): never {
  throw new NotSimulatedInDatabaseError(type)
}

function invalid(what: string): DatabaseError {
  return invalidParam(`${what} is not valid Extended JSON`, `不是有效的 Extended JSON：${what}`)
}

function number(value: unknown): number {
  if (value === 'NaN') return Number.NaN
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof read !== 'number' || Number.isNaN(read)) throw invalid('a number')
  return read
}

/** `{ offset }` is the server date of SDKs before 2.0. */
function date(value: unknown, now: number): Date {
  if (isFields(value) && 'offset' in value) return serverDate(value, now)
  const source = isFields(value) ? number(value.$numberLong) : value
  const read = new Date(typeof source === 'string' || typeof source === 'number' ? source : Number.NaN)
  // An invalid Date is sent as null or NaN.
  if (Number.isNaN(read.getTime())) throw invalid(`{"$date":${JSON.stringify(value)}}`)
  return read
}

function serverDate(value: unknown, now: number): Date {
  const offset = isFields(value) && 'offset' in value ? decode(value.offset, now) : 0
  if (typeof offset !== 'number') throw invalid('the offset of a server date')
  return new Date(now + offset)
}

/**
 * Writes relaxed Extended JSON, the form that SDKs from 2.0 on read. Give it to `JSON.stringify`.
 *
 * @example
 * encode({ at: new Date(0), n: 1 }) // { at: { $date: '1970-01-01T00:00:00.000Z' }, n: 1 }
 */
export function encode(value: unknown): unknown {
  return encodeBy(value, {
    date: (it) => {
      const isOrdinary = it.getTime() >= 0 && it.getUTCFullYear() <= 9999
      return { $date: isOrdinary ? it.toISOString() : { $numberLong: String(it.getTime()) } }
    },
    regExp: ({ source, flags }) => ({ $regularExpression: { pattern: source, options: flags } }),
  })
}

/** Writes the fields of an object, which is not itself a date or another type, as `encode` does. */
export function encodeFields(value: Readonly<Fields>): Fields {
  return fieldsOf(value, encode)
}

/** Writes the JSON that SDKs before 2.0 read: dates are `{ $date: milliseconds }`. */
export function encodeForOldSdk(value: unknown): unknown {
  return encodeBy(value, {
    date: (it) => ({ $date: it.getTime() }),
    regExp: ({ source, flags }) => ({ $regex: source, $options: flags }),
  })
}

interface Forms {
  date(value: Date): object
  regExp(value: RegExp): object
}

function encodeBy(value: unknown, forms: Forms): unknown {
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $numberDouble: Object.is(value, -0) ? '-0.0' : String(value) }
  }
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return forms.date(value)
  if (value instanceof RegExp) return forms.regExp(value)
  if (Array.isArray(value)) return listOf(value, (it) => encodeBy(it, forms))
  return isFields(value) ? fieldsOf(value, (it) => encodeBy(it, forms)) : value
}

/** Converts each element; returns the same list if none changes. */
function listOf(list: unknown[], convert: (value: unknown) => unknown): unknown[] {
  const converted = list.map(convert)
  return converted.some((it, at) => it !== list[at]) ? converted : list
}

/** Converts the value of each field; returns the same object if none changes. */
function fieldsOf(fields: Fields, convert: (value: unknown) => unknown): Fields {
  let result = fields
  for (const [name, value] of Object.entries(fields)) {
    const converted = convert(value)
    if (converted === value) continue
    if (result === fields) result = { ...fields }
    result[name] = converted
  }
  return result
}

/** Whether a value is an object with fields: not null, an array, a date or a regular expression. */
export function isFields(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  )
}
