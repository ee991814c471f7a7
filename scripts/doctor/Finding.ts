import type { Text } from '../../cloudfunctions/openapi/codes/Code'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import type { Say } from '../start/language'

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

const LEVELS: Readonly<Record<Finding['level'], Text>> = {
  right: { en: 'right', zh: '正确' },
  wrong: { en: 'wrong', zh: '有误' },
  note: { en: 'note', zh: '提示' },
}

const INDENT = '       '

/**
 * Formats findings for people, with the number of each level at the end.
 *
 * @example
 * printFindings([{ level: 'right', what: { en: 'none', zh: '没有' } }], say) // 'right  none\n\n1 right, 0 wrong, 0 notes'
 */
export function printFindings(findings: readonly Finding[], say: Say): string {
  const [right, wrong, notes] = ['right', 'wrong', 'note'].map(
    (it) => findings.filter(({ level }) => level === it).length,
  )
  const lines = findings.flatMap(({ level, what, next }) => [
    `${say(LEVELS[level].en.padEnd(INDENT.length), `${LEVELS[level].zh}   `)}${say(what.en, what.zh)}`,
    ...(next ? [`${INDENT}${say(`next: ${next.en}`, `处理：${next.zh}`)}`] : []),
  ])
  const sum = say(
    `${right} right, ${wrong} wrong, ${notes} note${notes === 1 ? '' : 's'}`,
    `${right} 项正确，${wrong} 项有误，${notes} 项提示`,
  )
  return [...lines.map(printable), '', sum].join('\n')
}
