import type * as v from 'valibot'

/** A parameter that WeChat would not accept: -401002 for its value, -401003 for its type. */
export interface Problem {
  errCode: number
  problem: string
}

/**
 * Says what is wrong with a parameter and what is accepted, never its value.
 *
 * @param issue what valibot found; the limits and choices of apis/schemas.ts have messages of their own
 * @example
 * describeIssue(issue) // { errCode: -401003, problem: 'parameter.cargo.detailList[0].count should be number instead of string' }
 */
export function describeIssue({ kind, type, path, input, expected, message }: v.BaseIssue<unknown>): Problem {
  const param = `parameter${(path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`
  if (input === undefined) return { errCode: -401002, problem: `${param} is missing` }
  if (kind === 'validation' || type === 'picklist') return { errCode: -401002, problem: `${param} ${message}` }
  return { errCode: -401003, problem: `${param} should be ${expected?.toLowerCase()} instead of ${typeName(input)}` }
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
