import { redact } from './redact'

/** Number of characters of a problem that are shown. WeChat's messages are one line; an SDK error may hold an HTML page. */
const MAX_PROBLEM_LENGTH = 1000

interface Options extends ErrorOptions {
  /** Values that must not be in the message. */
  secrets?: readonly string[]
  /** What to do about it, or what it means, in our own words. */
  advice?: string | undefined
  /** The problem is a whole errMsg of the platform in another form, which gets no prefix. */
  bare?: boolean
}

/**
 * The one error of this project: WeChat's code and message, and nothing else that could reveal a secret. It makes its errMsg
 * of the prefix, the problem (without secrets, and shortened) and the advice.
 *
 * @param api the dotted name of the API
 * @param errCode WeChat's number, or one of the `codes`
 * @param problem what went wrong
 * @example
 * throw new OpenApiError('logistics.bindAccount', -401002, 'parameter.bizId is missing')
 * // errMsg: openapi.logistics.bindAccount:fail parameter.bizId is missing
 */
export class OpenApiError extends Error {
  override readonly name = 'OpenApiError'
  readonly errCode: number
  readonly errMsg: string

  // Only an HTTPS call learns these; declared, so that the bundles of functions hold nothing of them.
  /** WeChat's id of the request. /cgi-bin/openapi/rid/get returns its details for seven days. */
  declare readonly rid?: string
  /** The courier's own code, which a cloud call does not return. */
  declare readonly deliveryResultcode?: number
  /** The courier's own message. */
  declare readonly deliveryResultmsg?: string

  constructor(api: string, errCode: number, problem: string, options: Options = {}) {
    const { secrets = [], advice, bare = false, ...rest } = options
    const safe = clip(redact(problem, secrets)) + (advice === undefined ? '' : `; ${advice}`)
    const errMsg = bare ? safe : failMessage(api, safe)
    super(errMsg, rest)
    this.errCode = errCode
    this.errMsg = errMsg
  }

  toJSON(): { errCode: number; errMsg: string } {
    return { errCode: this.errCode, errMsg: this.errMsg }
  }
}

/**
 * Tells whether something that was thrown is an OpenApiError. It never throws itself, as `instanceof` may.
 *
 * @example
 * isOpenApiError(new OpenApiError('logistics.bindAccount', -401002, 'parameter.bizId is missing')) // true
 */
export function isOpenApiError(thrown: unknown): thrown is OpenApiError {
  try {
    return thrown instanceof OpenApiError
  } catch {
    return false
  }
}

/**
 * Returns the errMsg of a failure, in the SDK's form.
 *
 * @param api the dotted name of the API
 * @example
 * failMessage('logistics.bindAccount', 'invalid args') // 'openapi.logistics.bindAccount:fail invalid args'
 */
export function failMessage(api: string, problem: string): string {
  return `openapi.${api}:fail ${problem}`
}

/**
 * Returns the errMsg of a success, in the SDK's form.
 *
 * @example
 * okMessage('logistics.bindAccount') // 'openapi.logistics.bindAccount:ok'
 */
export function okMessage(api: string): string {
  return `openapi.${api}:ok`
}

/**
 * Returns WeChat's id of a request, which is at the end of its messages.
 *
 * @example
 * ridIn('invalid args rid: 65a0c1f2-0b1c2d3e-4f506172') // '65a0c1f2-0b1c2d3e-4f506172'
 */
export function ridIn(errMsg: string): string | undefined {
  return /\brid: ([\w-]+)/.exec(errMsg)?.[1]
}

function clip(problem: string): string {
  return problem.length > MAX_PROBLEM_LENGTH ? `${problem.slice(0, MAX_PROBLEM_LENGTH)}...` : problem
}
