import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** Default maximum length of a line, in characters; the rest is cut. */
const MAX_LINE_LENGTH = 16 * 1024

/** How much output is read per interval by default, so that a process that prints more slows down only itself. */
const BYTES_PER_INTERVAL = 64 * 1024
const INTERVAL_MS = 50

/** Added per line, in bytes: short lines take longer to log than to print. */
const BYTES_PER_LINE = 200

/**
 * Calls a function for each line of an output. A line that is too long is cut, with a note.
 *
 * @param output the output of a process
 * @param onLine gets each line without its line break
 * @param maxLength maximum length of a line, in characters
 * @param bytesPerInterval how much is read per 50 ms
 * @example
 * onLines(child.stdout, (line) => console.log(line))
 */
export function onLines(
  output: Readable,
  onLine: (line: string) => void,
  maxLength = MAX_LINE_LENGTH,
  bytesPerInterval = BYTES_PER_INTERVAL,
): void {
  const decoder = new StringDecoder('utf8')
  let line = ''
  let cut = 0
  let bytes = 0

  const add = (text: string) => {
    const room = maxLength - line.length
    line += text.slice(0, room)
    cut += Math.max(0, text.length - room)
  }
  const end = () => {
    onLine(cut > 0 ? `${line} ... (${cut} characters more)` : line.replace(/\r$/, ''))
    line = ''
    cut = 0
  }
  output.on('data', (chunk: Buffer) => {
    const [first = '', ...others] = decoder.write(chunk).split('\n')
    add(first)
    for (const text of others) {
      end()
      add(text)
    }
    bytes += chunk.length + others.length * BYTES_PER_LINE
    if (bytes < bytesPerInterval) return
    output.pause()
    setTimeout(() => output.resume(), INTERVAL_MS * Math.floor(bytes / bytesPerInterval)).unref()
    bytes = 0
  })
  output.on('end', () => {
    add(decoder.end())
    if (line !== '' || cut > 0) end()
  })
}
