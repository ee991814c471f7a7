import type { Text } from '../../cloudfunctions/openapi/codes/Code'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import type { Finding } from './Finding'

/** What a check has found, under the check's name. */
export interface NamedFinding extends Finding {
  check: string
}

/**
 * Findings for people, in both languages: one after the other, and in the end how many of each.
 *
 * @example
 * tellFindings([{ check: 'appsecret', level: 'right', what: { en: 'none', zh: '没有' } }])
 * // 'right  none\n       没有\n\n1 right, 0 wrong, 0 notes / 1 项正确，0 项有误，0 项提示'
 */
export function tellFindings(findings: readonly NamedFinding[]): string {
  const count = (level: Finding['level']) => findings.filter((it) => it.level === level).length
  const [right, wrong, notes] = [count('right'), count('wrong'), count('note')]
  return [
    ...findings.map((it) => linesOf(it).map(printable).join('\n')),
    `\n${right} right, ${wrong} wrong, ${notes} note${notes === 1 ? '' : 's'} / ${right} 项正确，${wrong} 项有误，${notes} 项提示`,
  ].join('\n')
}

const INDENT = '       '

function linesOf({ level, what, next }: Finding): string[] {
  return [`${level.padEnd(INDENT.length)}${what.en}`, INDENT + what.zh, ...(next ? nextLines(next) : [])]
}

function nextLines({ en, zh }: Text): string[] {
  return [`${INDENT}next: ${en}`, `${INDENT}处理：${zh}`]
}
