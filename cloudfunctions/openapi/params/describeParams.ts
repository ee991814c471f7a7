import type * as v from 'valibot'
import type { ParamTexts } from '../apis/Api'
import {
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

/** A parameter, described for people who fill it in. */
export interface DescribedParam {
  /** `orderId`, `cargo.detailList[].name` */
  path: string
  kind: 'text' | 'number' | 'object' | 'list'
  /** The values that are accepted, if only a few are. */
  choices?: readonly (string | number)[]
  /** Whether it is always required. A condition is in the description. */
  required: boolean
  /** Limits, whether it is required, and what it is. */
  description: Message
}

/**
 * Describes the parameters of an API at every depth, in their order: types, limits and conditions come from the schema.
 *
 * @param texts what the parameters are
 * @example
 * describeParams(getQuota.params, getQuotaTexts)[0]
 * // { path: 'deliveryId', kind: 'text', required: true,
 * //   description: { en: 'required: the courier, from getAllDelivery', zh: '必填：快递公司 ID，见 getAllDelivery' } }
 */
export function describeParams(
  params: v.ObjectSchema<v.ObjectEntries, undefined>,
  texts: ParamTexts,
  within = '',
): DescribedParam[] {
  const conditions = conditionsOf(params)
  return Object.entries(params.entries).flatMap(([name, schema]) => {
    const path = `${within}${name}`
    const inner = unwrapped(schema)
    const choices = choicesOf(inner)
    const condition = conditions.find(({ needs }) => needs === name)
    const facts = [
      ...shapeOf(inner),
      ...limitsOf(inner).flatMap(describeLimit),
      describeNeed(isOptional(schema), condition),
    ]
    const text = texts[path.replaceAll('[]', '')]
    const inLanguage = (language: 'en' | 'zh', comma: string, colon: string) =>
      facts.map((fact) => fact[language]).join(comma) + (text ? `${colon}${text[language]}` : '')
    const described: DescribedParam = {
      path,
      kind: isEntries(inner) ? 'object' : isList(inner) ? 'list' : inner.type === 'number' ? 'number' : 'text',
      ...(choices.length > 0 && { choices }),
      required: !isOptional(schema),
      description: { en: inLanguage('en', ', ', ': '), zh: inLanguage('zh', '，', '：') },
    }
    return [described, ...describeInner(inner, texts, path)]
  })
}

function describeInner(schema: v.GenericSchema, texts: ParamTexts, path: string): DescribedParam[] {
  if (isEntries(schema)) return describeParams(schema, texts, `${path}.`)
  return isList(schema) ? describeInner(schema.item, texts, `${path}[]`) : []
}

/** Describes an object, a list, or a choice of values. */
function shapeOf(schema: v.GenericSchema): Message[] {
  if (isEntries(schema)) return [{ en: 'object', zh: '对象' }]
  if (isList(schema)) return [{ en: 'list', zh: '列表' }]
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
