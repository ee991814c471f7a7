import type { Api } from '../apis/Api'
import { codeIn } from '../apis/codes'
import { integer } from './integer'
import { failMessage } from './messages'
import { isOpenApiError, OpenApiError } from './OpenApiError'
import { readProperty } from './readProperty'

/**
 * Makes an OpenApiError of whatever was thrown.
 *
 * WeChat's own errCode and errMsg stay as they are, with two exceptions. Codes whose text does not help get a remedy instead
 * (-604100, -604101, -604104, and a missing ticket). After codes that leave the outcome unknown, the message says how to find
 * out.
 *
 * @param api the API that was called
 * @param thrown anything at all
 * @param secrets values that must not be in the message
 * @example
 * toOpenApiError(bindAccount, new Error('boom')) // OpenApiError -1, openapi.logistics.bindAccount:fail boom
 */
export function toOpenApiError(api: Api, thrown: unknown, secrets: readonly string[] = []): OpenApiError {
  if (isOpenApiError(thrown)) return thrown
  const errCode = integer(readProperty(thrown, 'errCode')) || undefined
  const errMsg = readProperty(thrown, 'errMsg')
  const isWeChats = errCode !== undefined && typeof errMsg === 'string' && errMsg !== ''
  const said = isWeChats ? errMsg : messageOf(thrown)
  const { remedy, outcomeUnknown } = codeIn(errCode ?? 0, said) ?? {}
  if (errCode !== undefined && remedy) return new OpenApiError(api.name, errCode, remedy(api.name, said))

  const prefix = failMessage(api.name, '')
  const isPrefixed = said.startsWith(prefix)
  return new OpenApiError(api.name, errCode ?? -1, isPrefixed ? said.slice(prefix.length) : said, {
    secrets,
    bare: isWeChats && !isPrefixed,
    advice: outcomeUnknown && api.whenLost,
  })
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string' && thrown) return thrown
  const said = readProperty(thrown, 'errMsg') || readProperty(thrown, 'message')
  if (typeof said === 'string' && said) return said
  return typeof thrown === 'number' || typeof thrown === 'bigint' ? String(thrown) : 'unknown error'
}
