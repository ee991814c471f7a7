import { type Api, type ApiName, apis } from './apis'
import { codes } from './codes'
import { OpenApiError } from './OpenApiError'
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
  const api: Api = apis[name]
  const prefix = `openapi.${name}:fail `
  const errCode = integer(read(thrown, 'errCode'))
  if (errCode === undefined) return new OpenApiError(-1, prefix + clip(redact(messageOf(thrown), secrets)))

  const { remedy, outcomeUnknown } = codes[errCode] ?? {}
  if (remedy) return new OpenApiError(errCode, prefix + remedy(name))

  const errMsg = read(thrown, 'errMsg')
  const verbatim = typeof errMsg === 'string' && errMsg ? errMsg : prefix + messageOf(thrown)
  const ours = verbatim.startsWith(prefix) ? prefix.length : 0
  const told = verbatim.slice(0, ours) + clip(redact(verbatim.slice(ours), secrets))
  return new OpenApiError(errCode, outcomeUnknown ? `${told}; ${unknownOutcome(api)}` : told)
}

/** Says that nobody knows whether the call took effect, and how to find out. */
export function unknownOutcome(api: Api): string {
  return `the outcome is unknown: ${api.whenUnknown}`
}

/** An errCode that means a failure; some throw it as a numeric string. */
function integer(errCode: unknown): number | undefined {
  const code = typeof errCode === 'string' && /^-?\d+$/.test(errCode) ? Number(errCode) : errCode
  return typeof code === 'number' && Number.isSafeInteger(code) && code !== 0 ? code : undefined
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string' && thrown) return thrown
  const said = read(thrown, 'errMsg') || read(thrown, 'message')
  if (typeof said === 'string' && said) return said
  return typeof thrown === 'number' || typeof thrown === 'bigint' ? String(thrown) : 'unknown error'
}

/** Reads one property of anything, also where its getter throws. */
function read(thrown: unknown, property: string): unknown {
  try {
    return Reflect.get(Object(thrown), property)
  } catch {
    return undefined
  }
}

function clip(message: string): string {
  return message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH)}...` : message
}
