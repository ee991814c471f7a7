import { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import { integer, messageIn, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { Advice, Message } from '../../../cloudfunctions/openapi/messages/Message'
import type { Say } from '../terminal/language'

/** What a check has found: right, wrong, or a note of what cannot be known or may be intended. */
const LEVELS = {
  right: { en: 'right', zh: '通过' },
  wrong: { en: 'wrong', zh: '错误' },
  note: { en: 'note', zh: '提示' },
}

export interface Finding {
  level: keyof typeof LEVELS
  /** What it is about, and what is the matter. */
  what: Message
  /** What to do. */
  next?: Advice
}

/** A finding with the name of its check. */
export interface NamedFinding extends Finding {
  check: string
}

/**
 * @param subject a file, a function, an account: the same in both languages
 * @param next what to do (default: nothing)
 */
const maker =
  (level: Finding['level']) =>
  (subject: string, what: Message, next?: Advice): Finding => ({
    level,
    what: { en: `${subject}: ${what.en}`, zh: `${subject}：${what.zh}` },
    ...(next && { next }),
  })

export const right = maker('right')
export const wrong = maker('wrong')
export const note = maker('note')

/**
 * Formats findings for people, with the number of each level at the end.
 *
 * @example
 * printFindings([right('bind', { en: 'is bound', zh: '已绑定' })], say) // 'right  bind: is bound\n\nright 1, wrong 0, note 0'
 */
export function printFindings(findings: readonly Finding[], say: Say): string {
  const lines = findings.flatMap(({ level, what, next }) => [
    `${say(LEVELS[level]).padEnd(say({ en: '     ', zh: '' }).length)}  ${say(what)}`,
    ...(next ? [`       ${say({ en: 'next: ', zh: '处理方法：' })}${say(next)}`] : []),
  ])
  const counts = Object.entries(LEVELS).map(
    ([level, name]) => `${say(name)} ${findings.filter((it) => it.level === level).length}`,
  )
  return [...lines.map(printable), '', counts.join(say({ en: ', ', zh: '，' }))].join('\n')
}

/**
 * Codes after which the finding stays open: WeChat or the courier was not reached, was busy or late, refused too many
 * requests, or was not what responded.
 */
const UNKNOWN: readonly number[] = [
  -1, -501001, -501002, -501003, -501004, -601001, -604102, -604103, 45009, 45011, 9300502,
]

/**
 * Makes the finding of a request that failed: wrong if WeChat says why, a note otherwise.
 *
 * @param failure an error, or the result of a function
 */
export function failed(subject: string, failure: unknown): Finding {
  const both = messageIn(failure)
  const [, api, message = both.en] = /^openapi\.(\S+):fail (.*)/s.exec(both.en) ?? []
  const errCode = integer(readProperty(failure, 'errCode'))
  if (errCode === undefined) return note(subject, both)
  const { meaning, cause, next, outcomeUnknown } = meaningOf(errCode, api)
  const what = { en: `${errCode} ${message} (${meaning.en})`, zh: `${errCode} ${message}（${meaning.zh}）` }
  // The calls of doctor only read: whether one took effect does not matter.
  return (UNKNOWN.includes(errCode) ? note : wrong)(subject, what, outcomeUnknown && cause ? cause : next)
}
