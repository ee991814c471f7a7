import * as v from 'valibot'
import { says } from '../messages/issues'
import type { Message } from '../messages/Message'

type Says = ReturnType<typeof says>

/**
 * Describes a parameter or a field of a result. Everything else that people read about it is in the schema. The makers of schemas
 * below take the two descriptions as their last arguments.
 *
 * @example
 * const params = v.object({ type: described(oneOf('bind', 'unbind'), 'whether to bind or to unbind', '绑定或解绑') })
 */
export function described<const S extends v.GenericSchema>(schema: S, en: string, zh: string) {
  return v.pipe(schema, v.metadata({ about: { en, zh } }))
}

/** A field of a result that is a string. */
export function text(en: string, zh: string) {
  return described(v.string(), en, zh)
}

/** A field of a result that is a number. */
export function number(en: string, zh: string) {
  return described(v.number(), en, zh)
}

/** true or false. */
export function flag(en: string, zh: string) {
  return described(v.boolean(), en, zh)
}

/**
 * A list of objects.
 *
 * @example
 * const params = v.object({ orderList: listOf({ orderId, deliveryId }, 'the orders', '订单列表') })
 */
export function listOf<const E extends v.ObjectEntries>(entries: E, en: string, zh: string) {
  return described(v.array(v.object(entries)), en, zh)
}

/**
 * A number of e-waybills, which has no limit: over HTTPS an integer beyond 2^53 is a bigint, in the cloud a BigNumber of
 * wx-server-sdk. `Number(balance)` works for each.
 */
export function balance(en: string, zh: string) {
  return described(v.union([v.number(), v.bigint()]), en, zh)
}

/** A string that is required and must not be blank. */
export function required(en: string, zh: string) {
  return described(v.pipe(v.string(), v.regex(/\S/, says({ en: 'is blank', zh: '不能为空' }))), en, zh)
}

/** An optional string. */
export function optional(en: string, zh: string) {
  return v.optional(text(en, zh))
}

/**
 * A string that is required, must not be blank, and is limited in bytes of UTF-8; a Chinese character takes three.
 *
 * @example
 * const params = v.object({ orderId: requiredText(512, 'the id of the order', '订单 ID') })
 */
export function requiredText(maxBytes: number, en: string, zh: string) {
  return v.pipe(required(en, zh), fittingInto(maxBytes))
}

/** An optional string that is limited in bytes of UTF-8. */
export function optionalText(maxBytes: number, en: string, zh: string) {
  return v.optional(v.pipe(text(en, zh), fittingInto(maxBytes)))
}

function fittingInto(maxBytes: number) {
  return v.maxBytes<string, number, Says>(
    maxBytes,
    says({ en: `is longer than ${maxBytes} bytes`, zh: `超过 ${maxBytes} 字节` }),
  )
}

/**
 * A number without a fraction: a count, an id, an amount in fen.
 *
 * @example
 * const params = v.object({ goodsCount: wholeNumber(1, 'the quantity', '商品数量') })
 */
export function wholeNumber(min: number, en: string, zh: string) {
  return v.pipe(number(en, zh), v.safeInteger(says({ en: 'should be a whole number', zh: '应为整数' })), atLeast(min))
}

/** A weight or a length, which may have a fraction. */
export function measure(en: string, zh: string) {
  return v.pipe(number(en, zh), v.finite(says({ en: 'should be finite', zh: '应为有限的数字' })), atLeast(0))
}

function atLeast(min: number) {
  return v.minValue<number, number, Says>(min, says({ en: `should be at least ${min}`, zh: `不能小于 ${min}` }))
}

/** In seconds this is the year 5138; in milliseconds a day in 1973. */
const MAX_SECONDS = 1e11

/**
 * A Unix time in seconds. Users lost days over one in milliseconds:
 * https://developers.weixin.qq.com/community/develop/doc/000cc8bf9bc7905deb50fa4b06b000
 */
export function unixSeconds(en: string, zh: string) {
  return v.pipe(
    wholeNumber(0, en, zh),
    v.maxValue<number, number, Says>(
      MAX_SECONDS,
      says({ en: 'is in milliseconds: it should be in seconds', zh: '单位是毫秒：应为秒' }),
    ),
  )
}

/**
 * One of a few strings.
 *
 * @example
 * const params = v.object({ type: oneOf('bind', 'unbind') })
 */
export function oneOf<const T extends readonly string[]>(...choices: T) {
  return v.pipe(v.string(), v.picklist(choices, shouldBe(choices)))
}

/**
 * One of a few numbers.
 *
 * @example
 * const params = v.object({ addSource: oneOfNumbers(0, 2) })
 */
export function oneOfNumbers<const T extends readonly number[]>(...choices: T) {
  return v.pipe(v.number(), v.picklist(choices, shouldBe(choices)))
}

function shouldBe(choices: readonly (string | number)[]) {
  const listed = choices.map((it) => JSON.stringify(it))
  return says({
    en: `should be ${listed.join(', ').replace(/, (?=[^,]*$)/, ' or ')}`,
    zh: `应为 ${listed.join(' 或 ')}`,
  })
}

/** Says when an optional parameter is required after all: it depends on another parameter beside it. */
export type Condition<P extends string = string> = {
  needs: P
  /** The value that the other one has; by default it has any. */
  is?: number
} & ({ if: P; unless?: never } | { unless: P; if?: never })

/**
 * An object of parameters of which some are required on a condition only. The conditions are its metadata.
 *
 * @param entries the parameters; those of a condition are optional
 * @example
 * const person = conditional({ tel: optional('a landline', '座机'), mobile: optional('a mobile', '手机') }, [{ needs: 'mobile', unless: 'tel' }])
 */
export function conditional<const E extends v.ObjectEntries>(
  entries: E,
  conditions: readonly Condition<keyof E & string>[],
) {
  const check = v.rawCheck<v.InferOutput<v.ObjectSchema<E, undefined>>>(({ dataset: { value }, addIssue }) => {
    for (const condition of conditions) {
      const { needs } = condition
      const params: object = Object(value)
      const given: unknown = Reflect.get(params, needs)
      if (isFilledIn(given) || !isRequired(condition, params)) continue
      const { en, zh } = inWords(condition)
      addIssue({
        message: says(
          given === undefined
            ? { en: `is missing: it is ${en}`, zh: `缺失：${zh}` }
            : { en: `is blank: it is ${en}`, zh: `不能为空：${zh}` },
        ),
        path: [{ type: 'object', origin: 'value', input: { ...params }, key: needs, value: given }],
      })
    }
  })
  return v.pipe(v.object(entries), check, v.metadata({ conditions }))
}

/**
 * Says in words when a parameter is required.
 *
 * @example
 * inWords({ needs: 'openid', unless: 'addSource', is: 2 }).en // 'required unless addSource is 2'
 */
export function inWords({ is, ...condition }: Condition): Message {
  if (condition.if === undefined) {
    const { unless } = condition
    return {
      en: `required unless ${unless} is ${is ?? 'filled in'}`,
      zh: is === undefined ? `未填写 ${unless} 时必填` : `${unless} 不为 ${is} 时必填`,
    }
  }
  return {
    en: `required if ${condition.if} is ${is ?? 'filled in'}`,
    zh: is === undefined ? `填写 ${condition.if} 时必填` : `${condition.if} 为 ${is} 时必填`,
  }
}

function isRequired(condition: Condition, params: object): boolean {
  const { is } = condition
  const holds = (param: string) => {
    const other: unknown = Reflect.get(params, param)
    return is === undefined ? isFilledIn(other) : other === is
  }
  return condition.if === undefined ? !holds(condition.unless) : holds(condition.if)
}

/** Blank strings and empty lists count as missing. */
function isFilledIn(value: unknown): boolean {
  return typeof value === 'string' ? /\S/.test(value) : Array.isArray(value) ? value.length > 0 : value !== undefined
}

/** Returns whether a parameter is optional. */
export function isOptional(schema: v.GenericSchema): schema is v.OptionalSchema<v.GenericSchema, undefined> {
  return schema.type === 'optional'
}

/** Returns whether a parameter is a list. */
export function isList(schema: v.GenericSchema): schema is v.ArraySchema<v.GenericSchema, undefined> {
  return schema.type === 'array'
}

/** Returns whether a parameter is an object. */
export function isEntries(schema: v.GenericSchema): schema is v.ObjectSchema<v.ObjectEntries, undefined> {
  return schema.type === 'object'
}

/** Returns the schema that an optional parameter has when it is given. */
export function unwrapped(schema: v.GenericSchema): v.GenericSchema {
  return isOptional(schema) ? schema.wrapped : schema
}

/**
 * Returns the conditions of an object of parameters; none for any other schema.
 *
 * @example
 * conditionsOf(person) // [{ needs: 'mobile', unless: 'tel' }]
 */
export function conditionsOf(schema: v.GenericSchema): readonly Condition[] {
  const { conditions = [] }: { conditions?: readonly Condition[] } = v.getMetadata(schema)
  return conditions
}

/** Returns the limits of a schema. The limits of the schema that it is made of come first. */
export function limitsOf(schema: object): object[] {
  const pipe: readonly object[] = 'pipe' in schema && Array.isArray(schema.pipe) ? schema.pipe : []
  return pipe.flatMap((item) => ('pipe' in item ? limitsOf(item) : [item]))
}

/** Returns the values that a oneOf or oneOfNumbers accepts; none for any other schema. */
export function choicesOf(schema: object): (string | number)[] {
  const isChoice = (limit: object): limit is v.PicklistSchema<readonly (string | number)[], undefined> =>
    'type' in limit && limit.type === 'picklist'
  return limitsOf(schema)
    .filter(isChoice)
    .flatMap(({ options }) => options)
}

/** Returns the description of a parameter or a field of a result. */
export function aboutOf(schema: v.GenericSchema): Message | undefined {
  const { about }: { about?: Message } = { ...v.getMetadata(unwrapped(schema)), ...v.getMetadata(schema) }
  return about
}
