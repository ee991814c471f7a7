import { type Codes, type Meaning, meaningIn } from '../codes/Code'
import { callFunctionCodes } from '../codes/callFunction'
import { httpsCodes } from '../codes/https'
import { platformCodes } from '../codes/platform'
import { apis } from '.'
import type { Api } from './Api'

/** Codes that no API has in a table of its own: of the cloud platform, of callers of functions, and of access tokens. */
export const sharedCodes: Codes = { ...httpsCodes, ...callFunctionCodes, ...platformCodes }

const registry: Readonly<Record<string, Api>> = apis

/** Every code. One that several APIs have means the same in each. */
export const allCodes: Codes = Object.assign({}, ...Object.values(registry).map(({ codes }) => codes), sharedCodes)

/**
 * Returns what an errCode means, what usually causes it and what to do about it, in English and Chinese. The table of the
 * API comes first, then those of the platform, of callers of functions, of access tokens, and of the other APIs.
 *
 * @param api the dotted name of the API that returned the code
 * @example
 * meaningOf(9300529).meaning.zh // '账号已绑定过'
 * meaningOf(9300529, 'logistics.bindAccount').next?.en // 'nothing more to do'
 * meaningOf(123).meaning.zh // '文档中没有这个错误码'
 */
export function meaningOf(errCode: number, api = ''): Meaning {
  const { codes, ifResponseLost } = (Object.hasOwn(registry, api) && registry[api]) || {}
  return meaningIn([codes, allCodes], errCode, ifResponseLost)
}
