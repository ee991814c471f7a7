const COMMENT = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/

/** One without an end reaches as far as it can: it would be sought again from each of its own marks. */
const TEXT =
  /'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*(?:'|\\?$)|"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*(?:"|\\?$)|`[^`\\]*(?:\\[\s\S][^`\\]*)*(?:`|\\?$)/

/** Where a value begins; elsewhere a slash divides. */
const REGEXP =
  /\/(?<=(?:^|[=(,:;!&|?{}[+>]|\breturn)\s*\/)(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*(?:\]|\\?$))+(?:\/|\\?$)/

/** The parts of JavaScript in which words are no code; comments are the group. */
const PARTS = new RegExp(`(${COMMENT.source})|${TEXT.source}|${REGEXP.source}`, 'gm')

/**
 * @example
 * withoutComments("require('a') // require('b')") // "require('a')  "
 */
export function withoutComments(code: string): string {
  return code.replace(PARTS, (part, comment?: string) => (comment === undefined ? part : ' '))
}

/**
 * The same without what texts say.
 *
 * @example
 * withoutTexts("log('cloud.openapi') // cloud.openapi") // "log('')  "
 */
export function withoutTexts(code: string): string {
  return code.replace(PARTS, (_part, comment?: string) => (comment === undefined ? "''" : ' '))
}
