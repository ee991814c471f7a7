import type { Text } from '../../cloudfunctions/openapi/codes/Code'
import { printable } from '../../cloudfunctions/openapi/errors/printable'

/** What a check has found: right, wrong, or a note of what cannot be known or may be intended. */
export interface Finding {
  level: 'right' | 'wrong' | 'note'
  what: Text
  /** What to do. */
  next?: Text
}

/** A finding with the name of its check. */
export interface NamedFinding extends Finding {
  check: string
}

export function right(en: string, zh: string): Finding {
  return { level: 'right', what: { en, zh } }
}

export function wrong(en: string, zh: string, next: Text): Finding {
  return { level: 'wrong', what: { en, zh }, next }
}

export function note(en: string, zh: string, next?: Text): Finding {
  return { level: 'note', what: { en, zh }, ...(next && { next }) }
}

const INDENT = '       '

/**
 * Formats findings for people, in both languages, with the number of each level at the end.
 *
 * @example
 * printFindings([{ level: 'right', what: { en: 'none', zh: '没有' } }])
 * // 'right  none\n       没有\n\n1 right, 0 wrong, 0 notes / 1 项正确，0 项有误，0 项提示'
 */
export function printFindings(findings: readonly Finding[]): string {
  const [right, wrong, notes] = ['right', 'wrong', 'note'].map(
    (it) => findings.filter(({ level }) => level === it).length,
  )
  const lines = findings.flatMap(({ level, what, next }) => [
    `${level.padEnd(INDENT.length)}${what.en}`,
    INDENT + what.zh,
    ...(next ? [`${INDENT}next: ${next.en}`, `${INDENT}处理：${next.zh}`] : []),
  ])
  const sum = `${right} right, ${wrong} wrong, ${notes} note${notes === 1 ? '' : 's'} / ${right} 项正确，${wrong} 项有误，${notes} 项提示`
  return [...lines.map(printable), '', sum].join('\n')
}
