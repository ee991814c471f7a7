import { once } from 'node:events'
import { createInterface } from 'node:readline'
import promises from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import type { Surroundings } from './runCommand'

/** Asks a question at a terminal. Returns what was typed; undefined on Ctrl-C and Ctrl-D. */
export async function ask(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string | undefined> {
  const lines = promises.createInterface({ input, output })
  // Ctrl-C rejects, Ctrl-D closes.
  const closed = once(lines, 'close').then(() => undefined)
  const answer = await Promise.race([lines.question(question), closed]).catch(() => undefined)
  lines.close()
  return answer
}

/** Reads a secret from stdin without its line break; asks for it if stdin is a terminal. */
export async function readSecret(question: string, { stdin, stderr }: Surroundings): Promise<string> {
  return stdin.isTTY ? askHidden(question, stdin, stderr) : (await text(stdin)).replace(/\r?\n$/, '')
}

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
