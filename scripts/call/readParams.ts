import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { type ParseError, parse } from 'jsonc-parser'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../cloudfunctions/openapi/names/isObject'
import { typeName } from '../../cloudfunctions/openapi/params/describeIssue'

/**
 * Reads the parameters of a call: a JSON object in UTF-8.
 *
 * @param file its path, or `-` for stdin
 * @throws Error with a message that contains nothing of the file
 * @example
 * await readParams('order.json', process.stdin) // { orderId: '1', ... }
 */
export async function readParams(file: string, stdin: NodeJS.ReadableStream): Promise<Record<string, unknown>> {
  const name = file === '-' ? 'stdin' : file
  const params = parseJson(name, decode(name, await (file === '-' ? buffer(stdin) : read(file))))
  if (!isObject(params)) throw new Error(`${name} should contain an object instead of ${typeName(params)}`)
  return { ...params }
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new Error(`cannot read ${file} (${readProperty(error, 'code')})`)
  }
}

/** Removes the byte order mark that Windows PowerShell writes. */
function decode(name: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error(`${name} is not UTF-8: save it as UTF-8`)
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
    throw new Error(`${name} is not JSON: line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`)
  }
}
