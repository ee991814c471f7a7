import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import * as v from 'valibot'
import { says } from '../../../cloudfunctions/openapi/messages/issues'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { parseText } from '../../emulator/schemas/parseText'
import { reasonIn } from '../../emulator/system/system'

/** `record` of valibot accepts a list. */
const schema = v.custom<Record<string, unknown>>(
  isObject,
  says({ en: 'should be an object, {...}', zh: '应为对象 {...}' }),
)

/**
 * Reads the parameters of a call: a JSON object in UTF-8.
 *
 * @param file its path, or `-` for stdin
 * @throws MessageError with a message that contains nothing of the file
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
    const why = reasonIn(error)
    throw new MessageError({
      en: `cannot read ${name} as UTF-8: ${why.en}`,
      zh: `无法以 UTF-8 编码读取 ${name}：${why.zh}`,
    })
  }
  return parseText(schema, content, name, { en: 'the parameters ', zh: '参数' })
}
