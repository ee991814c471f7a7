import { writeFileSync } from 'node:fs'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'

/** Letters of base64, and line breaks between them. */
const BASE64 = /^[\w+/\s]+={0,2}\s*$/

/**
 * Writes a page in base64 to a file, which is replaced if it exists.
 *
 * @returns the size of the page in bytes
 * @throws Error if this is not a page, or the file cannot be written
 * @example
 * writePage('waybill.html', 'PGh0bWw+') // 6
 */
export function writePage(file: string, page: unknown): number {
  if (typeof page !== 'string' || !BASE64.test(page))
    throw new Error(`the result contains no page: ${file} was not written`)
  const bytes = Buffer.from(page, 'base64')
  try {
    writeFileSync(file, bytes)
  } catch (error) {
    throw new Error(`cannot write ${file} (${readProperty(error, 'code')})`)
  }
  return bytes.length
}
