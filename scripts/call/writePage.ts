import { writeFileSync } from 'node:fs'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'

/** Letters of base64, and line breaks between them. */
const BASE64 = /^[\w+/\s]+={0,2}\s*$/

/**
 * Writes a page that came in base64 to a file, over one that is there.
 *
 * @returns how many bytes it has
 * @throws Error in a line
 * @example
 * writePage('waybill.html', 'PGh0bWw+') // 6
 */
export function writePage(file: string, page: unknown): number {
  if (typeof page !== 'string' || !BASE64.test(page))
    throw new Error(`the answer holds no page: ${file} was not written`)
  const bytes = Buffer.from(page, 'base64')
  try {
    writeFileSync(file, bytes)
  } catch (error) {
    throw new Error(`cannot write ${file} (${readProperty(error, 'code')})`)
  }
  return bytes.length
}
