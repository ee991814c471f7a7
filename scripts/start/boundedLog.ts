import type { Writable } from 'node:stream'

/** So many bytes may wait for whoever reads the log: a terminal that stands still, or another program. */
const MAX_WAITING_BYTES = 1024 * 1024

/**
 * Prints lines as long as they are read; those that come while too much waits are left out, and counted.
 *
 * @param output where the lines end up
 * @param print prints a line there
 * @example
 * const log = boundedLog(process.stdout, console.log)
 */
export function boundedLog(
  output: Pick<Writable, 'writableLength' | 'once'>,
  print: (line: string) => void,
): (line: string) => void {
  let leftOut = 0
  const tell = () => {
    print(`... (${leftOut} lines were left out: this log is read too slowly 日志读取过慢，已省略 ${leftOut} 行)`)
    leftOut = 0
  }
  return (line) => {
    if (leftOut > 0) leftOut++
    else if (output.writableLength <= MAX_WAITING_BYTES) print(line)
    else {
      leftOut = 1
      output.once('drain', tell)
    }
  }
}
