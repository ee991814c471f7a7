import { type ApiName, apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import { meaningOf } from '../../../cloudfunctions/openapi/codes/meaningOf'
import { failMessage, isOpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
import { toCamelCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { toWireParams } from '../../../cloudfunctions/openapi/params/toWireParams'

/**
 * Returns what a function of this project would have said about a cloud call that WeChat refused: the parameter that it would
 * have rejected, or else the usual cause of the code and the next step. It holds no value of a parameter.
 *
 * @param name the API
 * @param wireParams as WeChat received them; the SDK has made `biz_i_d` of `bizID`
 * @param errcode WeChat's code
 * @example
 * hintOf('logistics.getQuota', { delivery_id: 'YTO', biz_i_d: '1' }, 40097)?.en
 * // 'parameter "bizID" is unknown, did you mean "bizId"? (known: deliveryId, bizId)'
 */
export function hintOf(
  name: ApiName,
  wireParams: Readonly<Record<string, unknown>>,
  errcode: number,
): Text | undefined {
  const api: Api = apis[name]
  const mistake = mistakeIn(api, wireParams)
  if (mistake !== undefined) return { en: `Check the parameters: ${mistake}.`, zh: `请检查参数：${mistake}` }
  const { cause, next } = meaningOf(errcode, name)
  const both = [cause, next].filter((it) => it !== undefined)
  if (both.length === 0) return undefined
  return { en: `${both.map(({ en }) => en).join('; ')}.`, zh: both.map(({ zh }) => zh).join('；') }
}

function mistakeIn(api: Api, wireParams: Readonly<Record<string, unknown>>): string | undefined {
  try {
    toWireParams(api, toCamelCase(wireParams))
    return undefined
  } catch (error) {
    // A RangeError if the parameters are nested deeper than the stack allows.
    return isOpenApiError(error) ? error.errMsg.slice(failMessage(api.name, '').length) : undefined
  }
}
