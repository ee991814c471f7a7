import { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
import { integer, messageOf, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Finding, note, wrong } from './Finding'

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
  const [, api, message = messageOf(failure)] = /^openapi\.(\S+):fail (.*)/s.exec(messageOf(failure)) ?? []
  const errCode = integer(readProperty(failure, 'errCode'))
  if (errCode === undefined) return note(subject, message, message)
  const { meaning, cause, next = meaning, outcomeUnknown } = meaningOf(errCode, api)
  // The calls of doctor only read: whether one took effect does not matter.
  const advice = outcomeUnknown && cause ? cause : next
  const [en, zh] = [`${errCode} ${message} (${meaning.en})`, `${errCode} ${message}（${meaning.zh}）`]
  return (UNKNOWN.includes(errCode) ? note : wrong)(subject, en, zh, advice.en, advice.zh)
}
