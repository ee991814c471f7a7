import { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
import { integer, messageIn, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
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
  const both = messageIn(failure)
  const [, api, message = both.en] = /^openapi\.(\S+):fail (.*)/s.exec(both.en) ?? []
  const errCode = integer(readProperty(failure, 'errCode'))
  if (errCode === undefined) return note(subject, both)
  const { meaning, cause, next, outcomeUnknown } = meaningOf(errCode, api)
  const what = { en: `${errCode} ${message} (${meaning.en})`, zh: `${errCode} ${message}（${meaning.zh}）` }
  // The calls of doctor only read: whether one took effect does not matter.
  return (UNKNOWN.includes(errCode) ? note : wrong)(subject, what, outcomeUnknown && cause ? cause : next)
}
