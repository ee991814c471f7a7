import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'

/** Returns the page in a response of getOrder, or in one order of batchGetOrder. Throws if it is not base64 of UTF-8. */
export function pageOf(answer: unknown): string {
  const print_html = String(readProperty(answer, 'print_html'))
  const bytes = Buffer.from(print_html, 'base64')
  if (bytes.toString('base64') !== print_html) throw new Error('not base64')
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
