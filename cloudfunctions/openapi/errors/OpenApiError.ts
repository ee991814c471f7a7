import { failMessage } from './messages'
import { redact } from './redact'

/** WeChat's messages are a line; an SDK error may hold a whole page of HTML. */
const MAX_PROBLEM_LENGTH = 1000

interface Options extends ErrorOptions {
  /** Values that must not be in the message; for a problem that is told in words of our own there are none. */
  secrets?: readonly string[]
  /** What to do about it, or what it means, in words of our own. */
  advice?: string | undefined
  /** The problem is a whole errMsg, of the platform's in another form. */
  bare?: boolean
}

/**
 * The one error of this project: WeChat's code and message, and nothing else that could leak. It makes its errMsg itself:
 * the prefix, the problem without secrets and not too long, the advice.
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

  // What only an HTTPS call learns; declared, so that the functions' bundles hold nothing of it.
  /** WeChat's id of the request: /cgi-bin/openapi/rid/get tells about it for seven days. */
  declare readonly rid?: string
  /** What the courier answered: the cloud call loses it. */
  declare readonly deliveryResultcode?: number
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
 * Whether something that was thrown is an OpenApiError; never throws itself, as `instanceof` does for a hostile thing.
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

function clip(problem: string): string {
  return problem.length > MAX_PROBLEM_LENGTH ? `${problem.slice(0, MAX_PROBLEM_LENGTH)}...` : problem
}
