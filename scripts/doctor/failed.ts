import type { Codes, Text } from '../../cloudfunctions/openapi/apis/Api'
import { callFunctionCodes } from '../../cloudfunctions/openapi/apis/callFunctionCodes'
import { codes } from '../../cloudfunctions/openapi/apis/codes'
import { httpsCodes } from '../../cloudfunctions/openapi/https/httpsCodes'
import { type Finding, note, wrong } from './Finding'

/** After these nobody knows what WeChat would have said: it was not reached, was busy or late, or was not what answered. */
const UNKNOWN: readonly number[] = [-1, -501001, -501002, -601001, -604102, -604103]

const CODES: Codes = { ...codes, ...callFunctionCodes, ...httpsCodes }

const LOOK_UP: Text = {
  en: 'look the code up at https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
  zh: '请查错误码：https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
}

/**
 * The finding of a request that failed: wrong where WeChat says what is, else a note.
 *
 * @param what was tried, and failed
 * @param failure its code and message
 * @param own codes that mean something else here
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
