import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import type { Say } from '../terminal/language'

/** What a check has found: right, wrong, or a note of what cannot be known or may be intended. */
const LEVELS = { right: '正确', wrong: '有误', note: '提示' } as const

export interface Finding {
  level: keyof typeof LEVELS
  /** What it is about, and what is the matter. */
  what: Message
  /** What to do. */
  next?: Message
}

/** A finding with the name of its check. */
export interface NamedFinding extends Finding {
  check: string
}

/**
 * @param subject a file, a function, an account: the same in both languages
 * @param nextEn what to do (default: nothing)
 */
const maker =
  (level: Finding['level']) =>
  (subject: string, en: string, zh: string, nextEn = '', nextZh = ''): Finding => ({
    level,
    what: { en: `${subject}: ${en}`, zh: `${subject}：${zh}` },
    ...(nextEn && { next: { en: nextEn, zh: nextZh } }),
  })

export const right = maker('right')
export const wrong = maker('wrong')
export const note = maker('note')

/**
 * Formats findings for people, with the number of each level at the end.
 *
 * @example
 * printFindings([right('bind', 'is bound', '已绑定')], say) // 'right  bind: is bound\n\nright 1, wrong 0, note 0'
 */
export function printFindings(findings: readonly Finding[], say: Say): string {
  const lines = findings.flatMap(({ level, what, next }) => [
    `${say(level.padEnd(5), LEVELS[level])}  ${say(what.en, what.zh)}`,
    ...(next ? [`       ${say(`next: ${next.en}`, `处理：${next.zh}`)}`] : []),
  ])
  const counts = Object.entries(LEVELS).map(
    ([level, zh]) => `${say(level, zh)} ${findings.filter((it) => it.level === level).length}`,
  )
  return [...lines.map(printable), '', counts.join(say(', ', '，'))].join('\n')
}
