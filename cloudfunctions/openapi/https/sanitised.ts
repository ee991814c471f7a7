import { readProperty } from '../errors/readProperty'
import { redactor } from '../errors/redact'

/** No chain of causes is longer but one that bites its own tail. */
const MAX_CAUSES = 10

/**
 * The error at the root of what was thrown, as one that is safe to show: its name, its code, its message without
 * secrets. What undici throws may hold the URL, headers and the bytes received (`HTTPParserError.data`).
 *
 * @param thrown anything at all
 * @param secrets values that must not be in it
 * @example
 * sanitised(new TypeError('fetch failed', { cause: new Error('no route for secret-1') }), ['secret-1']) // Error: no route for ***
 */
export function sanitised(thrown: unknown, secrets: readonly string[]): Error & { code?: string } {
  const root = rootOf(thrown)
  const blank = redactor(secrets)
  const [safeName, safeCode, safeMessage] = ['name', 'code', 'message'].map((property) => {
    const text = readProperty(root, property)
    return typeof text === 'string' ? blank(text) : undefined
  })
  return Object.assign(
    new Error(typeof root === 'string' ? blank(root) : safeMessage),
    safeName && { name: safeName },
    safeCode && { code: safeCode },
  )
}

/**
 * The innermost cause of what was thrown: fetch says 'fetch failed' of everything.
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
