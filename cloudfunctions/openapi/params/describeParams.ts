import type * as v from 'valibot'
import type { ParamTexts, Text } from '../apis/Api'
import { type Condition, conditionsOf, inWords } from '../apis/conditional'
import { readProperty } from '../errors/readProperty'
import { isEntries, isList, isOptional, unwrapped } from './schemaKinds'

/** A parameter as a person needs to know it who fills it in. */
export interface DescribedParam {
  /** `orderId`, `cargo.detailList[].name` */
  path: string
  kind: 'text' | 'number' | 'object' | 'list'
  /** The values that are accepted, where they are few. */
  choices?: readonly (string | number)[]
  /** Whether it must be there; one that must on a condition only says so in its description. */
  required: boolean
  /** Limits, whether it is required, and what it is. */
  description: Text
}

/**
 * Describes the parameters of an API at every depth, in their order: kinds, limits and conditions as the schema has them.
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
): DescribedParam[] {
  return describeEntries(params, texts, '')
}

function describeEntries(
  object: v.ObjectSchema<v.ObjectEntries, undefined>,
  texts: ParamTexts,
  within: string,
): DescribedParam[] {
  const conditions = conditionsOf(object)
  return Object.entries(object.entries).flatMap(([name, schema]) => {
    const path = `${within}${name}`
    const inner = unwrapped(schema)
    const facts = [
      ...factsOf(inner),
      need(
        isOptional(schema),
        conditions.find(({ needs }) => needs === name),
      ),
    ]
    const text = texts[path.replaceAll('[]', '')]
    const inLanguage = (language: 'en' | 'zh', comma: string, colon: string) =>
      facts.map((fact) => fact[language]).join(comma) + (text ? `${colon}${text[language]}` : '')
    const choices = choicesOf(inner)
    return [
      {
        path,
        kind: kindOf(inner),
        ...(choices.length > 0 && { choices }),
        required: !isOptional(schema),
        description: { en: inLanguage('en', ', ', ': '), zh: inLanguage('zh', '，', '：') },
      },
      ...describeInner(inner, texts, path),
    ]
  })
}

function describeInner(schema: v.GenericSchema, texts: ParamTexts, path: string): DescribedParam[] {
  if (isEntries(schema)) return describeEntries(schema, texts, `${path}.`)
  return isList(schema) ? describeInner(schema.item, texts, `${path}[]`) : []
}

function kindOf(schema: v.GenericSchema): DescribedParam['kind'] {
  if (isEntries(schema)) return 'object'
  if (isList(schema)) return 'list'
  const [choice] = choicesOf(schema)
  return schema.type === 'number' || typeof choice === 'number' ? 'number' : 'text'
}

function factsOf(schema: v.GenericSchema): Text[] {
  const choices = choicesOf(schema)
  const kind = isEntries(schema) ? [{ en: 'object', zh: '对象' }] : isList(schema) ? [{ en: 'list', zh: '列表' }] : []
  return [
    ...kind,
    ...(choices.length > 0 ? [{ en: choices.join(' or '), zh: choices.join(' 或 ') }] : []),
    ...actionsOf(schema).flatMap(limitOf),
  ]
}

/** What a limit of a schema says; none where another limit or the text says it already. */
function limitOf(action: object): Text[] {
  const limit = readProperty(action, 'requirement')
  switch (readProperty(action, 'type')) {
    case 'max_bytes':
      return [{ en: `up to ${limit} bytes`, zh: `最多 ${limit} 字节` }]
    case 'max_length':
      return [{ en: `up to ${limit} elements`, zh: `最多 ${limit} 项` }]
    case 'safe_integer':
      return [{ en: 'whole number', zh: '整数' }]
    case 'finite':
      return [{ en: 'number', zh: '数字' }]
    case 'min_value':
      return [{ en: `at least ${limit}`, zh: `不小于 ${limit}` }]
    default:
      return []
  }
}

function need(isOptional: boolean, condition: Condition | undefined): Text {
  if (condition) return { en: inWords(condition), zh: inChinese(condition) }
  return isOptional ? { en: 'optional', zh: '选填' } : { en: 'required', zh: '必填' }
}

function inChinese(condition: Condition): string {
  const { is } = condition
  if (condition.if === undefined) {
    return is === undefined ? `未填写 ${condition.unless} 时必填` : `${condition.unless} 不为 ${is} 时必填`
  }
  return is === undefined ? `填写 ${condition.if} 时必填` : `${condition.if} 为 ${is} 时必填`
}

function choicesOf(schema: v.GenericSchema): (string | number)[] {
  const options: unknown[] = 'options' in schema && Array.isArray(schema.options) ? schema.options : []
  return options.filter((it) => typeof it === 'string' || typeof it === 'number')
}

/** The limits of a schema, those of the schema that it is made of first. */
function actionsOf(schema: object): object[] {
  const pipe: readonly object[] = 'pipe' in schema && Array.isArray(schema.pipe) ? schema.pipe : []
  return pipe.flatMap((item) => ('pipe' in item ? actionsOf(item) : [item]))
}
