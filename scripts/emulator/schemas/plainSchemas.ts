import * as v from 'valibot'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { messageOfIssue, says } from '../../../cloudfunctions/openapi/messages/issues'
import { inBoth, type Message } from '../../../cloudfunctions/openapi/messages/Message'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'

/** What a value should be, as the message of a schema. */
export const should = (en: string, zh: string): Message => ({ en: `should be ${en}`, zh: `应为${zh}` })

/** An object. */
export const anObject = should('an object, {...}', '对象 {...}')
export const list = says(should('a list, [...]', '列表 [...]'))
export const notEmpty = says({ en: 'should not be empty', zh: '不能为空' })
export const wholeNumber = says(should('a whole number', '整数'))
const aNumber = says(should('a number', '数字'))

/** A schema with a description, which editors show: in English, then in Chinese. */
export const described = <S extends v.GenericSchema>(schema: S, text: string) => v.pipe(schema, v.description(text))

/** A field that may be left out, with a description. */
export const optional = <S extends v.GenericSchema>(schema: S, text: string) => described(v.exactOptional(schema), text)

/** A field that may be left out and then has this value, with a description. */
export const withDefault = <S extends v.GenericSchema, const D extends v.Default<S, undefined>>(
  schema: S,
  value: D,
  text: string,
) => described(v.optional(schema, value), text)

/** Any string. */
export const text = v.string(says(should('a string', '字符串')))

/** A string that is not empty. */
export const name = v.pipe(text, v.nonEmpty(notEmpty))

/** A whole number. */
export const integer = v.pipe(v.number(wholeNumber), v.integer(wholeNumber))

/** A number with or without a fraction. It must be finite, since JSON has no infinity. */
export const number = v.pipe(v.number(aNumber), v.finite(aNumber))

/** A whole number that is not negative. */
export const amount = v.pipe(integer, v.minValue(0, says({ en: 'should not be negative', zh: '不能为负数' })))

/** A whole number in a range. */
export function from(min: number, max = Number.MAX_SAFE_INTEGER) {
  const range = says(
    max === Number.MAX_SAFE_INTEGER
      ? { en: `should be ${min} or more`, zh: `不能小于 ${min}` }
      : should(`from ${min} to ${max}`, ` ${min} 到 ${max}`),
  )
  return v.pipe(integer, v.minValue(min, range), v.maxValue(max, range))
}

export const flag = v.boolean(says(should('true or false', ' true 或 false')))

/** Accepts one of these values. */
export function oneOf<const O extends readonly (string | number)[]>(options: O) {
  return v.picklist(options, says(should(options.join(' or '), ` ${options.join(' 或 ')}`)))
}

/** What a value should be if only some are valid. */
export const oneOfThese = (values: readonly string[]): Message => ({
  en: `should be one of ${values.join(', ')}`,
  zh: `应为以下之一：${values.join(', ')}`,
})

const aList = v.never()

/** Refuses a list, which valibot accepts as an object. */
export function noList<S extends v.GenericSchema>(object: S): S {
  return {
    ...object,
    '~run'(dataset, config) {
      // v.omit copies this method into a schema with other entries.
      return (Array.isArray(dataset.value) ? aList : object)['~run'].call(this, dataset, config)
    },
  }
}

/** An object with any fields. */
export const fields = noList(v.record(v.string(), v.unknown(), says(anObject)))

/** Accepts a list, which may be empty. */
export function listOf<S extends v.GenericSchema>(item: S) {
  return v.array(item, list)
}

/** Accepts a list of objects that differ in at least one of these fields. */
export function distinct<S extends v.GenericSchema<unknown, readonly object[]>>(list: S, ...fields: string[]) {
  const idOf = (it: object) => JSON.stringify(fields.map((field) => readProperty(it, field)))
  return v.pipe(
    list,
    v.check(
      (items: v.InferOutput<S>) => new Set(items.map(idOf)).size === items.length,
      says({ en: `contains the same ${fields.join(', ')} twice`, zh: `含有重复的 ${fields.join(', ')}` }),
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
  return noList(
    v.strictObject(
      entries,
      says(({ expected, input }: v.StrictObjectIssue) => {
        if (input === undefined) return MISSING
        if (expected !== 'never') return anObject
        const near = nearest(String(input), names)
        const known = names.join(', ')
        return {
          en: `is unknown${near === undefined ? '' : `; did you mean ${near}?`} (known: ${known})`,
          zh: `未知${near === undefined ? '' : `，是不是 ${near}？`}（可用：${known}）`,
        }
      }),
    ),
  )
}

export const MISSING: Message = { en: 'is missing', zh: '缺失' }

/** Returns what an issue says in both languages; a message of valibot itself is the same in both. */
export function mistakeOf(issue: v.BaseIssue<unknown>): Message {
  return messageOfIssue(issue) ?? inBoth(() => issue.message)
}
