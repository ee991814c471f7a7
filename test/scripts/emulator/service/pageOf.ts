import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'

/** The page in an answer of getOrder, or in one order of batchGetOrder's: base64 of UTF-8, or this throws. */
export function pageOf(answer: unknown): string {
  const print_html = String(readProperty(answer, 'print_html'))
  const bytes = Buffer.from(print_html, 'base64')
  if (bytes.toString('base64') !== print_html) throw new Error('not base64')
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
