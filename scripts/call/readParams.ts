import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { type ParseError, parse } from 'jsonc-parser'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../cloudfunctions/openapi/names/isObject'
import { typeName } from '../../cloudfunctions/openapi/params/describeIssue'
import { TerminalError } from '../start/language'

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
  const params = parseJson(name, decode(name, await (file === '-' ? buffer(stdin) : read(file))))
  if (!isObject(params))
    throw new TerminalError(
      `${name} should contain an object instead of ${typeName(params)}`,
      `${name} 的内容应为对象，而不是 ${typeName(params)}`,
    )
  return { ...params }
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const code = readProperty(error, 'code')
    throw new TerminalError(`cannot read ${file} (${code})`, `无法读取 ${file}（${code}）`)
  }
}

/** Removes the byte order mark that Windows PowerShell writes. */
function decode(name: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new TerminalError(`${name} is not UTF-8: save it as UTF-8`, `${name} 不是 UTF-8 编码：请另存为 UTF-8`)
  }
}

/** The message of JSON.parse quotes the text, which may contain a password. */
function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const errors: ParseError[] = []
    parse(text, errors, { disallowComments: true })
    const lines = text.slice(0, errors[0]?.offset ?? 0).split('\n')
    const [line, column] = [lines.length, (lines.at(-1)?.length ?? 0) + 1]
    throw new TerminalError(
      `${name} is not valid JSON: line ${line}, column ${column}`,
      `${name} 不是合法的 JSON：第 ${line} 行第 ${column} 列`,
    )
  }
}
