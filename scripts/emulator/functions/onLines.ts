import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** More of a line is not kept. */
const MAX_LINE_LENGTH = 16 * 1024

/** So much may be printed in so many milliseconds; whoever prints more waits, and slows nobody but itself. */
const BYTES_A_TICK = 64 * 1024
const TICK_MS = 50

/** Each line counts as so many bytes more: short ones take longer to tell than to print. */
const BYTES_A_LINE = 200

/**
 * Calls for each line of an output, however it comes in pieces; a line that is too long is cut, with a note.
 *
 * @param output what a process prints
 * @param onLine gets each line without its end
 * @example
 * onLines(child.stdout, (line) => console.log(line))
 */
export function onLines(output: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8')
  let line = ''
  let cut = 0
  let bytes = 0

  const add = (text: string) => {
    const room = MAX_LINE_LENGTH - line.length
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
    bytes += chunk.length + others.length * BYTES_A_LINE
    if (bytes < BYTES_A_TICK) return
    output.pause()
    setTimeout(() => output.resume(), TICK_MS * Math.floor(bytes / BYTES_A_TICK)).unref()
    bytes = 0
  })
  output.on('end', () => {
    add(decoder.end())
    if (line !== '' || cut > 0) end()
  })
}
