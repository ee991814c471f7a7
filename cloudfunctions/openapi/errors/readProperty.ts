import { type Message, MessageError } from '../messages/Message'

/**
 * Reads one property of any value. Getters and proxies may throw.
 *
 * @returns undefined if there is no such property, or if reading it throws
 * @example
 * readProperty({ errCode: -1 }, 'errCode') // -1
 */
export function readProperty(value: unknown, name: string): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return undefined
  try {
    return Reflect.get(value, name)
  } catch {
    return undefined
  }
}

/**
 * Reads a code, which may be a number or, as some send it, a string of digits.
 *
 * @returns undefined for anything else
 * @example
 * integer('-501001') // -501001
 */
export function integer(code: unknown): number | undefined {
  const value = typeof code === 'string' && /^-?\d+$/.test(code) ? Number(code) : code
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

/**
 * Reads the message of anything that was thrown: an Error, an error of wx-server-sdk, a string.
 *
 * @example
 * messageOf(new Error('boom')) // 'boom'
 */
export function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string' && thrown) return thrown
  const message = readProperty(thrown, 'errMsg') || readProperty(thrown, 'message')
  if (typeof message === 'string' && message) return message
  return typeof thrown === 'number' || typeof thrown === 'bigint' ? String(thrown) : 'unknown error'
}

/** Reads the message of anything that was thrown in both languages; one that has no translation is the same in both. */
export function messageIn(thrown: unknown): Message {
  if (thrown instanceof MessageError) return thrown.both
  const text = messageOf(thrown)
  return { en: text, zh: text }
}
