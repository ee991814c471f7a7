import type { Api } from '../apis/Api'
import type { Code } from '../codes/Code'
import { platformCodesFor } from '../codes/platform'
import { failMessage, isOpenApiError, OpenApiError } from './OpenApiError'
import { integer, messageOf, readProperty } from './readProperty'

/**
 * Makes an OpenApiError of anything that was thrown.
 *
 * WeChat's own errCode and errMsg stay, with two exceptions. Codes whose text does not help get a remedy instead (-604100,
 * -604101, -604104, and a missing ticket). After codes that leave the outcome unknown, the message says how to find out.
 *
 * @param api the API that was called
 * @param secrets values that must not be in the message
 * @example
 * toOpenApiError(bindAccount, new Error('boom')) // OpenApiError -1, openapi.logistics.bindAccount:fail boom
 */
export function toOpenApiError(api: Api, thrown: unknown, secrets: readonly string[] = []): OpenApiError {
  if (isOpenApiError(thrown)) return thrown
  const given = integer(readProperty(thrown, 'errCode')) || undefined
  const errMsg = readProperty(thrown, 'errMsg')
  const isWeChats = given !== undefined && typeof errMsg === 'string' && errMsg !== ''
  const problem = isWeChats ? errMsg : messageOf(thrown)
  const errCode = given ?? -1
  const { remedy, outcomeUnknown }: Partial<Code> = { ...platformCodesFor(problem)[errCode], ...api.codes[errCode] }
  if (remedy) return new OpenApiError(api.name, errCode, remedy(api.name, problem))

  const prefix = failMessage(api.name, '')
  const isPrefixed = problem.startsWith(prefix)
  return new OpenApiError(api.name, errCode, isPrefixed ? problem.slice(prefix.length) : problem, {
    secrets,
    bare: isWeChats && !isPrefixed,
    next: outcomeUnknown && api.ifResponseLost,
  })
}
