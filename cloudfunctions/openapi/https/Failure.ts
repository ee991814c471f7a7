import { readProperty } from '../errors/readProperty'
import { redactor } from '../errors/redact'
import { withTimeLimit } from '../errors/withTimeLimit'

/**
 * How far a request got. `unsent`: no connection was made, so WeChat received nothing; `unanswered`: it may have been sent,
 * and no response came; `answered`: a response came.
 */
export type Stage = 'unsent' | 'unanswered' | 'answered'

/** A request over HTTPS that failed. It is internal: callers get an OpenApiError made of it. */
export class Failure extends Error {
  override readonly name = 'Failure'

  constructor(
    readonly errCode: number,
    message: string,
    readonly stage: Stage = 'answered',
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** When the signals of `withinTime` are aborted, in milliseconds since 1970. A timer cannot interrupt what is synchronous. */
export const deadlines = new WeakMap<AbortSignal, number>()

/**
 * Runs a task with a time limit.
 *
 * @param ms the limit, in milliseconds
 * @param run gets a signal that is aborted at the limit, with a Failure -501002
 * @example
 * await withinTime(15_000, (signal) => fetch('https://api.weixin.qq.com', { signal }))
 */
export function withinTime<T>(ms: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  deadlines.set(controller.signal, Date.now() + ms)
  const running = run(controller.signal)
  return withTimeLimit(ms, running, () => {
    controller.abort(new Failure(-501002, `no response within ${ms} ms`, 'unanswered'))
    return running
  })
}

/**
 * Waits for a promise that does not listen to signals.
 *
 * @returns what the promise resolves to
 * @throws the reason of the signal, if it is aborted first
 * @example
 * await withinTime(1000, (signal) => unlessAborted(signal, new Promise(() => {}))) // Failure -501002
 */
export function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(resolve, reject)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    if (signal.aborted) reject(signal.reason)
  })
}

/** Number of causes that are followed. A chain that is longer is circular. */
const MAX_CAUSES = 10

/**
 * Makes an error that is safe to show of the root cause of what was thrown: its name, code and message without secrets.
 * Errors of undici may hold the URL, headers and the bytes received (`HTTPParserError.data`).
 *
 * @param secrets values that must not be in it
 * @example
 * sanitised(new TypeError('fetch failed', { cause: new Error('no route for secret-1') }), ['secret-1']) // Error: no route for ***
 */
export function sanitised(thrown: unknown, secrets: readonly string[]): Error & { code?: string } {
  const root = rootOf(thrown)
  const blankSecrets = redactor(secrets)
  // The address of a proxy may contain its password.
  const blank = (text: string) => blankSecrets(text).replace(/\/\/[^/\s]*@/g, '//***@')
  const [name, code, message] = ['name', 'code', 'message'].map((property) => {
    const text = readProperty(root, property)
    return typeof text === 'string' ? blank(text) : undefined
  })
  const error = new Error(typeof root === 'string' ? blank(root) : message)
  return Object.assign(error, name && { name }, code && { code })
}

/**
 * Returns the innermost cause of what was thrown. fetch reports every error as 'fetch failed'.
 *
 * @example
 * rootOf(new TypeError('fetch failed', { cause: new Error('read ECONNRESET') })) // Error: read ECONNRESET
 */
export function rootOf(thrown: unknown): unknown {
  let root = thrown
  for (let depth = 0; depth < MAX_CAUSES; depth++) {
    const cause = readProperty(root, 'cause')
    if (typeof cause !== 'object' || cause === null) break
    root = cause
  }
  return root
}
