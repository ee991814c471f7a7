import type { Meaning } from '../codes/Code'
import type { Message } from '../messages/Message'
import { redact } from './redact'

/** Number of characters of a problem that are shown. WeChat's messages are one line; an SDK error may hold an HTML page. */
const MAX_PROBLEM_LENGTH = 1000

interface Options extends ErrorOptions {
  /** Values that must not be in the message. */
  secrets?: readonly string[]
  /** What to do about it, or what it means. */
  next?: Message | undefined
  /** The problem is a whole errMsg of the platform in another form, which gets no prefix. */
  bare?: boolean
}

/**
 * The one error of this project: WeChat's code and message, and nothing else that could reveal a secret. Its errMsg consists of
 * the prefix, the problem (without secrets, and shortened) and what to do, in English.
 *
 * @param api the dotted name of the API
 * @param errCode WeChat's number, or one of the `codes`
 * @param problem what went wrong: WeChat's message; in both languages if this project refuses the call
 * @example
 * throw new OpenApiError('logistics.bindAccount', -401002, { en: 'parameter.bizId is missing', zh: '缺少参数 bizId' })
 * // errMsg: openapi.logistics.bindAccount:fail parameter.bizId is missing
 */
export class OpenApiError extends Error {
  // What Node prints; the package shortens the names of classes.
  static override readonly name = 'OpenApiError'
  override readonly name = 'OpenApiError'
  readonly errCode: number
  readonly errMsg: string

  // Declared, because most errors do not have them.
  /** Why this project refused the call, in both languages. */
  declare readonly reason?: Message
  /** What to do about it, in both languages. */
  declare readonly next?: Message

  // Only HTTPS calls return these.
  /** WeChat's id of the request. /cgi-bin/openapi/rid/get returns its details for seven days. */
  declare readonly rid?: string
  /** The courier's own code, which a cloud call does not return. */
  declare readonly deliveryResultcode?: number
  /** The courier's own message. */
  declare readonly deliveryResultmsg?: string

  constructor(api: string, errCode: number, problem: string | Message, options: Options = {}) {
    const { secrets = [], next, bare = false, ...rest } = options
    const reason = typeof problem === 'string' ? undefined : problem
    const safe = clip(redact(reason?.en ?? String(problem), secrets)) + (next === undefined ? '' : `; ${next.en}`)
    const errMsg = bare ? safe : failMessage(api, safe)
    super(errMsg, rest)
    this.errCode = errCode
    this.errMsg = errMsg
    Object.assign(this, reason && { reason }, next && { next })
  }

  /**
   * Returns why the call failed and what to do, for people.
   *
   * @param known what the code usually means
   */
  explain({ cause, next }: Meaning): { cause?: Message | undefined; next?: Message | undefined } {
    return this.reason ? { cause: this.reason, next: this.next } : { cause, next: this.next ?? next }
  }

  toJSON(): { errCode: number; errMsg: string } {
    return { errCode: this.errCode, errMsg: this.errMsg }
  }
}

/**
 * Returns whether something that was thrown is an OpenApiError. It never throws itself, as `instanceof` may.
 *
 * @example
 * isOpenApiError(new OpenApiError('logistics.bindAccount', 9300529, 'bound already')) // true
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
