import { type ApiName, apis } from '../../cloudfunctions/openapi/apis'
import type { Api, Code } from '../../cloudfunctions/openapi/apis/Api'
import { callFunctionCodes } from '../../cloudfunctions/openapi/apis/callFunctionCodes'
import { codes } from '../../cloudfunctions/openapi/apis/codes'
import { httpsCodes } from '../../cloudfunctions/openapi/https/httpsCodes'

/** What a code means, what usually causes it, and what to do about it, in English and Chinese. */
export type Meaning = Pick<Code, 'meaning' | 'cause' | 'next' | 'outcomeUnknown'>

/**
 * What an errCode means, in both languages; undefined for a code that nobody has documented.
 *
 * @param errCode of a result or an error
 * @param api that gave it: some codes mean something else there
 * @example
 * meaningOf(9300529)?.meaning.zh // '账号已绑定过'
 * meaningOf(9300529, 'logistics.bindAccount')?.next?.en // 'nothing more to do'
 */
export function meaningOf(errCode: number, api?: ApiName): Meaning | undefined {
  const all: Api[] = Object.values(apis)
  const own = api === undefined ? [] : [apis[api].codes]
  const found = [...own, codes, callFunctionCodes, httpsCodes, ...all.map((it) => it.codes)]
    .map((known: Api['codes']) => known[errCode])
    .find((code) => code !== undefined)
  if (found === undefined) return undefined
  const { remedy: _, ...meaning } = found
  return meaning
}
