/** A code block of a page, and what a test does with it. */
export interface Block {
  /** Where it is, `README.md:12`. */
  at: string
  /** Its language: `sh`, `json`, `ts`, ... */
  language: string
  code: string
  /** What is in `<!-- docs: ... -->` above the block; '' without such a comment. */
  mark: string
  /** The file that it is: the line above is only the path in backticks, perhaps with a colon. */
  file?: string
}

const FENCE = /^( *)```([\w-]*)$/
const MARK = /^ *<!-- docs: (.*?) -->$/
const FILE = /^ *`([\w./-]+\.\w+)`[:：]?$/

/**
 * Returns the code blocks of a page, in order.
 *
 * @param path of the page, for messages
 */
export function blocksOf(path: string, text: string): Block[] {
  const lines = text.split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; at++) {
    const [, indent, language] = FENCE.exec(lines[at] ?? '') ?? []
    if (indent === undefined || language === undefined) continue
    const end = lines.indexOf(`${indent}\`\`\``, at + 1)
    if (end < 0) throw new Error(`${path}:${at + 1}: the block has no end`)
    const code = lines.slice(at + 1, end).map((line) => line.replace(indent, ''))
    const above = lines.slice(0, at).filter((line) => line.trim() !== '')
    const [, mark = ''] = MARK.exec(above.at(-1) ?? '') ?? []
    const [, file] = FILE.exec(above.at(mark === '' ? -1 : -2) ?? '') ?? []
    blocks.push({ at: `${path}:${at + 1}`, language, code: `${code.join('\n')}\n`, mark, ...(file && { file }) })
    at = end
  }
  return blocks
}
