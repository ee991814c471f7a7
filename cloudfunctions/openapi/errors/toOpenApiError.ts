import { type ApiName, apis } from '../apis'
import { codes } from '../apis/codes'
import { isOpenApiError, OpenApiError } from './OpenApiError'
import { readProperty } from './readProperty'
import { redact } from './redact'

/** WeChat's messages are a line; an SDK error may hold a whole page of HTML. */
const MAX_MESSAGE_LENGTH = 1000

/**
 * Makes an OpenApiError of whatever was thrown.
 *
 * WeChat's own errCode and errMsg stay as they are, but for three codes whose texts say nothing, and for codes after
 * which nobody knows whether the call took effect: there the message goes on to say how to find out.
 *
 * @param name the dotted name of the API that was called
 * @param thrown anything at all
 * @param secrets values that must not be in the message
 * @example
 * toOpenApiError('logistics.bindAccount', new Error('boom'))
 * // OpenApiError -1, openapi.logistics.bindAccount:fail boom
 */
export function toOpenApiError(name: ApiName, thrown: unknown, secrets: readonly string[] = []): OpenApiError {
  const prefix = `openapi.${name}:fail `
  const errCode = integer(readProperty(thrown, 'errCode'))
  const { remedy, outcomeUnknown } = codes[errCode ?? 0] ?? {}
  if (errCode !== undefined && remedy) return new OpenApiError(errCode, prefix + remedy(name))

  const errMsg = readProperty(thrown, 'errMsg')
  const isWeChats = errCode !== undefined && typeof errMsg === 'string' && errMsg !== ''
  const said = isWeChats ? errMsg : messageOf(thrown)
  const start = isWeChats && !said.startsWith(prefix) ? '' : prefix
  const rest = said.startsWith(prefix) ? said.slice(prefix.length) : said
  // An error of this project's own holds no secret; a short one, found in it by chance, would hide what it says.
  const safe = isOpenApiError(thrown) ? rest : clip(redact(rest, secrets))
  return new OpenApiError(errCode ?? -1, start + safe + (outcomeUnknown ? `; ${apis[name].whenLost}` : ''))
}

/** An errCode that means a failure; some throw it as a numeric string. */
function integer(errCode: unknown): number | undefined {
  const code = typeof errCode === 'string' && /^-?\d+$/.test(errCode) ? Number(errCode) : errCode
  return typeof code === 'number' && Number.isSafeInteger(code) && code !== 0 ? code : undefined
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string' && thrown) return thrown
  const said = readProperty(thrown, 'errMsg') || readProperty(thrown, 'message')
  if (typeof said === 'string' && said) return said
  return typeof thrown === 'number' || typeof thrown === 'bigint' ? String(thrown) : 'unknown error'
}

function clip(message: string): string {
  return message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH)}...` : message
}
