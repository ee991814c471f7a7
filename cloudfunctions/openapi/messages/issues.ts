import type * as v from 'valibot'
import type { Message } from './Message'

/** The messages of issues: valibot keeps strings only. */
const messages = new WeakMap<object, Message>()

/**
 * Gives a schema of valibot a message in both languages. The issue itself has the English one.
 *
 * @param message the message, or a function that makes it for an issue
 * @example
 * const required = v.pipe(v.string(), v.regex(/\S/, says({ en: 'is blank', zh: '不能为空' })))
 */
/* @__NO_SIDE_EFFECTS__ */
export function says<I extends v.BaseIssue<unknown>>(message: Message | ((issue: I) => Message)): (issue: I) => string {
  return (issue) => {
    const both = typeof message === 'function' ? message(issue) : message
    messages.set(issue, both)
    return both.en
  }
}

/** Returns the message of an issue in both languages; undefined if it is valibot's own. */
export function messageOfIssue(issue: v.BaseIssue<unknown>): Message | undefined {
  return messages.get(issue)
}
