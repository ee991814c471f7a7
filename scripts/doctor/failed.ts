import { apis, isApiName } from '../../cloudfunctions/openapi/apis'
import type { Codes, Text } from '../../cloudfunctions/openapi/apis/Api'
import { callFunctionCodes } from '../../cloudfunctions/openapi/apis/callFunctionCodes'
import { codes } from '../../cloudfunctions/openapi/apis/codes'
import type { OpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'
import { httpsCodes } from '../../cloudfunctions/openapi/https/httpsCodes'
import { type Finding, note, wrong } from './Finding'

/** Codes after which nothing is known: WeChat or the courier was not reached, was busy, slow or rate-limited, or did not respond itself. */
const UNKNOWN: readonly number[] = [
  -1, -501001, -501002, -501003, -501004, -601001, -604102, -604103, 45009, 45011, 9300502,
]

const CODES: Codes = { ...codes, ...callFunctionCodes, ...httpsCodes }

const LOOK_UP: Text = {
  en: 'look the code up at https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
  zh: '请查错误码：https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
}

/**
 * Returns the finding for a request that failed: wrong if WeChat says why, otherwise a note.
 *
 * @param what describes the request
 * @param failure its code and message
 * @param own codes with another meaning here
 */
export function failed(
  what: Text,
  { errCode, message }: { errCode: number; message: string },
  own: Codes = {},
): Finding {
  const { meaning, cause, next = cause ?? LOOK_UP } = own[errCode] ?? CODES[errCode] ?? { meaning: undefined }
  const en = `${what.en}: ${errCode} ${message}${meaning ? ` (${meaning.en})` : ''}`
  const zh = `${what.zh}：${errCode} ${meaning?.zh ?? message}`
  return UNKNOWN.includes(errCode) ? note(en, zh, next) : wrong(en, zh, next)
}

/**
 * Returns the finding for an HTTPS call that failed, with the codes of its API.
 *
 * @param what describes the call (default: `<api> failed`)
 * @param other codes with another meaning here
 */
export function failedCall({ errCode, errMsg }: OpenApiError, what?: Text, other: Codes = {}): Finding {
  const [, api = '', message = errMsg] = /^openapi\.(\S+):fail (.*)/s.exec(errMsg) ?? []
  const own: Codes = isApiName(api) ? apis[api].codes : {}
  const call = { en: `${api} failed`, zh: `${api} 调用失败` }
  return failed(what ?? call, { errCode, message }, { ...own, ...other })
}
