import { text } from 'node:stream/consumers'

/**
 * Reads a secret that was piped in: everything, without the end of the last line.
 *
 * @example
 * const password = await readPiped(process.stdin) // from: echo hunter22 | ...
 */
export async function readPiped(input: NodeJS.ReadableStream): Promise<string> {
  return (await text(input)).replace(/\r?\n$/, '')
}
