import type { Api, Code, Codes } from './Api'
import { codes } from './codes'

/**
 * What a code means when an API answers it; undefined for a code that nobody has documented.
 *
 * @param special codes that mean something else on this way to WeChat, httpsCodes for instance
 * @example
 * meaningOf(bindAccount, 9300529)?.meaning.zh // '账号已绑定过'
 */
export function meaningOf({ codes: own }: Pick<Api, 'codes'>, errCode: number, special: Codes = {}): Code | undefined {
  return special[errCode] ?? own[errCode] ?? codes[errCode]
}
