import type * as v from 'valibot'
import type { Fields } from '../apis/Api'
import {
  aboutOf,
  type Condition,
  choicesOf,
  conditionsOf,
  inWords,
  isEntries,
  isList,
  isOptional,
  limitsOf,
  unwrapped,
} from '../apis/schemas'
import { readProperty } from '../errors/readProperty'
import type { Message } from '../messages/Message'

/** A parameter or a field of a result, described for people. */
export interface DescribedField {
  /** `orderId`, `cargo.detailList[].name` */
  path: string
  kind: 'text' | 'number' | 'boolean' | 'balance' | 'object' | 'list'
  /** The values that are accepted, if only a few are. */
  choices?: readonly (string | number)[]
  /** Whether it is always there. A condition is in the description. */
  required: boolean
  /** What it is; of a parameter first its limits and whether it is required. */
  description: Message
}

/**
 * Describes the parameters of an API at every depth, in their order, with their limits and conditions.
 *
 * @example
 * describeParams(getQuota.params)[0]
 * // { path: 'deliveryId', kind: 'text', required: true,
 * //   description: { en: 'required: the courier, from getAllDelivery', zh: '必填：快递公司 ID，见 getAllDelivery' } }
 */
export function describeParams(params: Fields): DescribedField[] {
  return describeFields(params, (schema, condition) => [
    ...shapeOf(unwrapped(schema)),
    ...limitsOf(unwrapped(schema)).flatMap(describeLimit),
    describeNeed(isOptional(schema), condition),
  ])
}

/**
 * Describes the fields of a result at every depth, in their order.
 *
 * @param factsOf returns what to say before a field's own description
 * @example
 * describeFields(getQuota.result)[0]
 * // { path: 'quotaNum', kind: 'balance', required: true, description: { en: 'the number of e-waybills left', zh: '电子面单余额' } }
 */
export function describeFields(
  fields: v.GenericSchema,
  factsOf: (schema: v.GenericSchema, condition?: Condition) => readonly Message[] = () => [],
  within = '',
): DescribedField[] {
  if (isList(fields)) return describeFields(fields.item, factsOf, `${within}[]`)
  if (!isEntries(fields)) return []
  const conditions = conditionsOf(fields)
  return Object.entries(fields.entries).flatMap(([name, schema]) => {
    const path = within ? `${within}.${name}` : name
    const inner = unwrapped(schema)
    const choices = choicesOf(inner)
    const condition = conditions.find(({ needs }) => needs === name)
    const facts = factsOf(schema, condition)
    const about = aboutOf(schema)
    const inLanguage = (language: keyof Message, comma: string, colon: string) =>
      [facts.map((fact) => fact[language]).join(comma), about?.[language]].filter(Boolean).join(colon)
    const described: DescribedField = {
      path,
      kind: KINDS[inner.type] ?? 'text',
      ...(choices.length > 0 && { choices }),
      required: !isOptional(schema),
      description: { en: inLanguage('en', ', ', ': '), zh: inLanguage('zh', '，', '：') },
    }
    return [described, ...describeFields(inner, factsOf, path)]
  })
}

/** By the types of schemas. */
const KINDS: Readonly<Record<string, DescribedField['kind']>> = {
  object: 'object',
  array: 'list',
  number: 'number',
  boolean: 'boolean',
  union: 'balance',
}

/** Describes an object, a list, or a choice of values. */
function shapeOf(schema: v.GenericSchema): Message[] {
  if (isEntries(schema)) return [{ en: 'object', zh: '对象' }]
  if (isList(schema)) return [{ en: 'list', zh: '列表' }]
  if (schema.type === 'boolean') return [{ en: 'true or false', zh: 'true 或 false' }]
  const choices = choicesOf(schema)
  return choices.length > 0 ? [{ en: choices.join(' or '), zh: choices.join(' 或 ') }] : []
}

/** Describes a limit; nothing if another limit or the text says it already. */
function describeLimit(limit: object): Message[] {
  const value = readProperty(limit, 'requirement')
  switch (readProperty(limit, 'type')) {
    case 'max_bytes':
      return [{ en: `up to ${value} bytes`, zh: `最多 ${value} 字节` }]
    case 'max_length':
      return [{ en: `up to ${value} elements`, zh: `最多 ${value} 项` }]
    case 'safe_integer':
      return [{ en: 'whole number', zh: '整数' }]
    case 'finite':
      return [{ en: 'number', zh: '数字' }]
    case 'min_value':
      return [{ en: `at least ${value}`, zh: `不小于 ${value}` }]
    default:
      return []
  }
}

function describeNeed(isOptional: boolean, condition: Condition | undefined): Message {
  if (!condition) return isOptional ? { en: 'optional', zh: '选填' } : { en: 'required', zh: '必填' }
  return inWords(condition)
}
