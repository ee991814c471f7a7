import type * as v from 'valibot'
import { kindOf } from './kindOf'

/** A parameter that WeChat would not take: -401002 its value, -401003 its kind. */
export interface Problem {
  errCode: number
  problem: string
}

/**
 * Says what is wrong with a parameter and what is accepted, never its value.
 *
 * @param issue what valibot found; a limit of ours says itself what is wrong (apis/schemas.ts)
 * @example
 * describeIssue(issue) // { errCode: -401003, problem: 'parameter.cargo.detailList[0].count should be number instead of string' }
 */
export function describeIssue({ kind, path, input, expected, message }: v.BaseIssue<unknown>): Problem {
  const param = `parameter${(path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`
  if (input === undefined) return { errCode: -401002, problem: `${param} is missing` }
  if (kind === 'validation') return { errCode: -401002, problem: `${param} ${message}` }
  const choices = choicesOf(expected ?? '')
  const wanted = choices.length > 0 ? typeof JSON.parse(choices[0] ?? '') : expected?.toLowerCase()
  return choices.length > 0 && typeof input === wanted
    ? { errCode: -401002, problem: `${param} should be ${inWords(choices)}` }
    : { errCode: -401003, problem: `${param} should be ${wanted} instead of ${kindOf(input)}` }
}

/** The listed values as JSON, from valibot's `("bind" | "unbind")`; none where a kind is expected. */
function choicesOf(expected: string): string[] {
  return expected.match(/"(?:[^"\\]|\\.)*"|-?\d+/g) ?? []
}

function inWords(choices: readonly string[]): string {
  const last = choices.at(-1)
  return choices.length < 2 ? String(last) : `${choices.slice(0, -1).join(', ')} or ${last}`
}
