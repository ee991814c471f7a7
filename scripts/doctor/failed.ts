import type { Text } from '../../cloudfunctions/openapi/codes/Code'
import { meaningOf } from '../../cloudfunctions/openapi/codes/meaningOf'
import type { OpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'
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
 * @param what was tried, and failed
 * @param failure its code and message
 * @param api the dotted name of the API that returned the code
 */
export function failed(what: Text, { errCode, message }: { errCode: number; message: string }, api?: string): Finding {
  const { meaning, cause, next = meaning, outcomeUnknown } = meaningOf(errCode, api)
  const en = `${what.en}: ${errCode} ${message} (${meaning.en})`
  const zh = `${what.zh}：${errCode} ${meaning.zh}`
  // The calls of doctor only read: whether one took effect does not matter.
  const advice = outcomeUnknown && cause ? cause : next
  return UNKNOWN.includes(errCode) ? note(en, zh, advice) : wrong(en, zh, advice)
}

/**
 * Makes the finding of an HTTPS call that failed.
 *
 * @param what was tried, and failed (default: the call itself)
 */
export function failedCall({ errCode, errMsg }: OpenApiError, what?: Text): Finding {
  const [, api = '', message = errMsg] = /^openapi\.(\S+):fail (.*)/s.exec(errMsg) ?? []
  return failed(what ?? { en: `${api} failed`, zh: `${api} 调用失败` }, { errCode, message }, api)
}
