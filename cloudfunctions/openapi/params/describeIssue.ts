import type * as v from 'valibot'
import { messageOfIssue } from '../messages/issues'
import type { Message } from '../messages/Message'

/** A parameter that WeChat would not accept: -401002 for its value, -401003 for its type. */
interface Problem {
  errCode: number
  problem: Message
}

/**
 * Says what is wrong with a parameter and what is accepted, never its value.
 *
 * @param issue what valibot found; the limits and choices of apis/schemas.ts have messages of their own
 * @param nameOf returns the name to show for one of ours
 * @example
 * describeIssue(issue).problem.en // 'parameter.cargo.detailList[0].count should be number instead of string'
 */
export function describeIssue(issue: v.BaseIssue<unknown>, nameOf = (name: string) => name): Problem {
  const { kind, type, path, input, expected, message } = issue
  const param = (path ?? [])
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${nameOf(String(key))}`))
    .join('')
  if (input === undefined) return { errCode: -401002, problem: about(param, { en: 'is missing', zh: '缺失' }) }
  if (kind === 'validation' || type === 'picklist') {
    const both = messageOfIssue(issue) ?? { en: message, zh: message }
    return { errCode: -401002, problem: about(param, both) }
  }
  return { errCode: -401003, problem: wrongType(param, String(expected).toLowerCase(), input) }
}

/**
 * Says something about a parameter.
 *
 * @param path of the parameter: `.cargo.detailList[0].count`; '' for all of them
 * @example
 * about('.bizId', { en: 'is missing', zh: '缺失' }) // { en: 'parameter.bizId is missing', zh: '参数 bizId 缺失' }
 */
export function about(path: string, { en, zh }: Message): Message {
  return { en: `parameter${path} ${en}`, zh: path ? `参数 ${path.slice(1)} ${zh}` : `参数${zh}` }
}

/**
 * Says that a parameter has the wrong type.
 *
 * @example
 * wrongType('.bizId', 'string', 1).en // 'parameter.bizId should be string instead of number'
 */
export function wrongType(path: string, expected: string, input: unknown): Message {
  const type = typeName(input)
  return about(path, { en: `should be ${expected} instead of ${type}`, zh: `应为 ${expected}，而不是 ${type}` })
}

/**
 * Names the type of a value: `typeof`, or a more exact word for NaN and objects.
 *
 * @example
 * typeName(null) // 'null'
 * typeName([]) // 'array'
 */
export function typeName(value: unknown): string {
  if (Number.isNaN(value)) return 'NaN'
  // `[object Null]`, `[object Array]`, `[object Date]`
  return typeof value === 'object'
    ? Object.prototype.toString.call(value).slice('[object '.length, -1).toLowerCase()
    : typeof value
}
