import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { type ParseError, parse } from 'jsonc-parser'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { reasonOf } from '../../emulator/system/system'
import { TerminalError } from '../terminal/language'

/**
 * Reads the parameters of a call: a JSON object in UTF-8.
 *
 * @param file its path, or `-` for stdin
 * @throws TerminalError with a message that contains nothing of the file
 * @example
 * await readParams('order.json', process.stdin) // { orderId: '1', ... }
 */
export async function readParams(file: string, stdin: NodeJS.ReadableStream): Promise<Record<string, unknown>> {
  const name = file === '-' ? 'stdin' : file
  let content: string
  try {
    const bytes = await (file === '-' ? buffer(stdin) : readFile(file))
    content = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    const why = reasonOf(error)
    throw new TerminalError(`cannot read ${name} as UTF-8: ${why}`, `无法以 UTF-8 编码读取 ${name}：${why}`)
  }
  const errors: ParseError[] = []
  try {
    const params: unknown = JSON.parse(content)
    if (isObject(params)) return { ...params }
  } catch {
    // The message quotes the text, which may contain a password.
    parse(content, errors, { disallowComments: true })
  }
  const line = content.slice(0, errors[0]?.offset).split('\n').length
  throw new TerminalError(`${name} is not a JSON object: line ${line}`, `${name} 不是 JSON 对象：第 ${line} 行`)
}
