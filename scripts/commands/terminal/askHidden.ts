import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'

/**
 * Asks for a secret at a terminal without showing what is typed.
 *
 * @param question the text to show
 * @param input the terminal that is typed at
 * @param output where the question is shown
 * @returns what was typed, without the line break
 * @throws MessageError on Ctrl-C and Ctrl-D
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
      reject(new MessageError({ en: 'cancelled', zh: '已取消' }))
    })
  })
}
