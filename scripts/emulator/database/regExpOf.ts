import { requestFailed } from './DatabaseError'

/** MongoDB's options. PCRE reads patterns as Unicode with and without `u`. */
const OPTIONS = 'imsxu'

/**
 * Makes a regular expression as MongoDB reads it: with the option `x`, which JavaScript does not have, white space and comments
 * in the pattern do not count; `(?i)` at its start sets options.
 *
 * @throws DatabaseError
 * @example
 * regExpOf('(?i) ab # both', 'x') // /ab/i
 */
export function regExpOf(pattern: unknown, options: unknown): RegExp {
  const given = String(pattern)
  const [inline = '', letters = ''] = /^\(\?([a-z]+)\)/.exec(given) ?? []
  const flags = new Set(`${options}${letters}`)
  for (const it of flags) {
    if (!OPTIONS.includes(it)) {
      throw requestFailed(`invalid flag in regex options: ${it}`, `正则表达式的选项 ${it} 无效，可用 i、m、s、x`)
    }
  }
  const source = given.slice(inline.length)
  const extended = flags.delete('x')
  try {
    return new RegExp(extended ? withoutComments(source) : source, [...flags].join(''))
  } catch {
    throw requestFailed(
      `Regular expression is invalid: /${pattern}/${options}`,
      `正则表达式无效：/${pattern}/${options}`,
    )
  }
}

/** White space and comments count after a backslash and in a class. */
function withoutComments(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\s+|#[^\n]*/g, (it) => (/^[\s#]/.test(it) ? '' : it))
}
