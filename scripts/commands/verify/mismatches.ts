import * as v from 'valibot'
import { isEntries, isList, isOptional, unwrapped } from '../../../cloudfunctions/openapi/apis/schemas'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { inBoth, type Message } from '../../../cloudfunctions/openapi/messages/Message'
import { toCamelCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'

/**
 * Compares a response with the result that the registry describes. Returns what is missing, unknown, or of another type, by
 * names alone.
 *
 * @param fields the response, under WeChat's names
 * @example
 * mismatches(getQuota.result, { quota_num: '1', left: 2 }) // [{ en: 'quotaNum: string', ... }, { en: 'left: unknown', ... }]
 */
export function mismatches(
  schema: v.GenericSchema,
  { errcode: _, errmsg: __, ...fields }: Record<string, unknown>,
): Message[] {
  return [...differences(schema, toCamelCase(fields), '')]
}

function* differences(schema: v.GenericSchema, value: unknown, path: string): Generator<Message> {
  const inner = unwrapped(schema)
  if (isList(inner) && Array.isArray(value)) {
    // An element that is a refusal has no data.
    const elements = value.filter((it) => !readProperty(it, 'errcode'))
    for (const it of elements) yield* differences(inner.item, it, `${path}[]`)
  } else if (isEntries(inner) && isObject(value)) {
    const at = (name: string) => (path === '' ? name : `${path}.${name}`)
    for (const [name, it] of Object.entries(inner.entries)) {
      const field = readProperty(value, name)
      if (field !== undefined) yield* differences(it, field, at(name))
      else if (!isOptional(it)) yield said(at(name), { en: 'missing', zh: '缺失' })
    }
    for (const name of Object.keys(value))
      if (!Object.hasOwn(inner.entries, name)) yield said(at(name), { en: 'unknown', zh: '未知' })
  } else if (!v.is(v.looseObject({ it: schema }), { it: value })) {
    yield said(
      path,
      inBoth(() => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)),
    )
  }
}

function said(path: string, what: Message): Message {
  return inBoth((it) => `${path}: ${what[it]}`)
}
