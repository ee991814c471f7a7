import { writeFileSync } from 'node:fs'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { TerminalError } from '../start/language'

/** Letters of base64, and line breaks between them. */
const BASE64 = /^[\w+/\s]+={0,2}\s*$/

/**
 * Writes a page in base64 to a file, which is replaced if it exists.
 *
 * @returns the size of the page in bytes
 * @throws TerminalError if this is not a page, or the file cannot be written
 * @example
 * writePage('waybill.html', 'PGh0bWw+') // 6
 */
export function writePage(file: string, page: unknown): number {
  if (typeof page !== 'string' || !BASE64.test(page))
    throw new TerminalError(`the result contains no page: ${file} was not written`, `结果里没有页面，没有写入 ${file}`)
  const bytes = Buffer.from(page, 'base64')
  try {
    writeFileSync(file, bytes)
  } catch (error) {
    const code = readProperty(error, 'code')
    throw new TerminalError(`cannot write ${file} (${code})`, `无法写入 ${file}（${code}）`)
  }
  return bytes.length
}
