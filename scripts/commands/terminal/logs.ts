import { appendFileSync, chmodSync, statSync } from 'node:fs'
import type { Writable } from 'node:stream'
import type { Say } from './language'

/** How much output may wait for a slow reader, for example a paused terminal, in bytes. */
const MAX_WAITING_BYTES = 1024 * 1024

/**
 * Returns a log that prints lines while they are read. Lines that come while too much output waits are left out and counted.
 *
 * @param output the stream that is printed to
 * @param print prints a line there
 * @example
 * const log = boundedLog(process.stdout, console.log, say)
 */
export function boundedLog(
  output: Pick<Writable, 'writableLength' | 'once'>,
  print: (line: string) => void,
  say: Say,
): (line: string) => void {
  let leftOut = 0
  const report = () => {
    print(
      say({
        en: `... (${leftOut} lines were left out: this log is read too slowly)`,
        zh: `……（日志读取过慢，已省略 ${leftOut} 行）`,
      }),
    )
    leftOut = 0
  }
  return (line) => {
    if (leftOut > 0) leftOut++
    else if (output.writableLength <= MAX_WAITING_BYTES) print(line)
    else {
      leftOut = 1
      output.once('drain', report)
    }
  }
}

/**
 * Returns a log that appends lines to a file, which only its owner can read.
 *
 * @throws Error if the file cannot be written
 */
export function openLog(path: string): (line: string) => void {
  const append = (text: string) => appendFileSync(path, text, { mode: 0o600 })
  append('')
  // It may have existed with another mode. A device and a file of another user keep theirs.
  try {
    if (statSync(path).isFile()) chmodSync(path, 0o600)
  } catch {}
  return (line) => append(`${line}\n`)
}
