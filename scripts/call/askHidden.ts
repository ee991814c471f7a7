import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** The person at the terminal has pressed Ctrl-C or Ctrl-D. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

/**
 * Asks for a secret at a terminal and does not show what is typed.
 *
 * @param question what to ask
 * @param input the terminal that is typed at
 * @param output where the question is shown
 * @returns what was typed, without the line's end
 * @throws CancelledError on Ctrl-C and Ctrl-D
 * @example
 * const password = await askHidden('password: ', process.stdin, process.stderr)
 */
export function askHidden(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 })
  output.write(question)
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => {
      output.write('\n')
      reject(new CancelledError('cancelled'))
    })
  })
}
