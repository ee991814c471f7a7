import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import * as v from 'valibot'
import { inBoth, type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { about, codeOf, readRegularFile, reasonIn } from '../system/system'
import { MISSING, mistakeOf } from './plainSchemas'

/** A file that cannot be used, with a line for each mistake. */
export class FileError extends MessageError {
  static override readonly name = 'FileError'
  override readonly name = 'FileError'

  constructor(
    readonly lines: readonly Message[],
    options?: ErrorOptions,
  ) {
    super(
      inBoth((language) => lines.map((it) => it[language]).join('\n')),
      options,
    )
  }
}

/**
 * Reads a text file.
 *
 * @throws FileError
 */
export function readText(path: string): string {
  try {
    return readRegularFile(path)
  } catch (error) {
    const { en, zh } = reasonIn(error)
    const line =
      codeOf(error) === 'ENOENT'
        ? about(path, 'there is no such file', '文件不存在')
        : about(path, `cannot be read: ${en}`, `无法读取：${zh}`)
    throw new FileError([line], { cause: error })
  }
}

/** How many mistakes an error lists. */
const MAX_MISTAKES = 5

/** A mistake, and where it is. */
export interface Mistake {
  readonly at: readonly (string | number)[]
  readonly what: Message
}

/** What the errors of jsonc-parser mean; others have no common cause. */
const JSON_MISTAKES: Readonly<Record<string, Message>> = {
  CommaExpected: { en: 'a comma is missing', zh: '缺少逗号' },
  ColonExpected: { en: 'a colon is missing', zh: '缺少冒号' },
  ValueExpected: { en: 'a value is missing', zh: '缺少值' },
  PropertyNameExpected: {
    en: 'the name of a property is missing, or a comma is too many',
    zh: '缺少属性名，或多了一个逗号',
  },
  CloseBraceExpected: { en: '} is missing', zh: '缺少 }' },
  CloseBracketExpected: { en: '] is missing', zh: '缺少 ]' },
  EndOfFileExpected: { en: 'something follows the end', zh: '末尾有多余内容' },
  InvalidSymbol: { en: 'invalid characters, or quotation marks are missing', zh: '有无效的字符，或缺少引号' },
  InvalidCommentToken: { en: 'comments are not allowed', zh: '不能有注释' },
  UnexpectedEndOfString: { en: 'a closing quotation mark is missing', zh: '缺少右引号' },
}

/**
 * Parses a text that a person wrote in JSON.
 *
 * @param path of the file, for the messages
 * @param whole what the messages call the whole text, at their start
 * @param check finds mistakes that the schema does not
 * @throws FileError that names the line and place of each mistake and what was expected, without any value; RangeError for
 *   thousands of nested brackets
 */
export function parseText<S extends v.GenericSchema>(
  schema: S,
  text: string,
  path: string,
  whole: Message,
  check: (output: v.InferOutput<S>) => Mistake[] = () => [],
): v.InferOutput<S> {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const [error] = errors
  const lineOf = (offset: number) => `${path}:${text.slice(0, offset).split('\n').length}`
  const line = (offset: number, { en, zh }: Message) => about(lineOf(offset), en, zh)
  if (error || !tree) {
    const { offset = 0 } = error ?? {}
    const code = String(error && printParseErrorCode(error.error))
    const { en, zh } = JSON_MISTAKES[code] ?? { en: code, zh: code }
    throw new FileError([line(offset, { en: `not valid JSON: ${en}`, zh: `不是有效的 JSON：${zh}` })])
  }
  const { success, output, issues } = v.safeParse(schema, JSON.parse(text), { abortPipeEarly: true })
  const mistakes = success
    ? check(output)
    : issues.map((issue) => ({
        at: issue.path?.map(({ key }) => (typeof key === 'number' ? key : String(key))) ?? [],
        what: issue.input === undefined ? MISSING : mistakeOf(issue),
      }))
  if (success && mistakes.length === 0) return output
  const lines = mistakes
    .map(({ at, what }) => ({ at, what, offset: offsetOf(tree, at) }))
    .sort((a, b) => a.offset - b.offset)
    .map(({ at, what, offset }) =>
      line(
        offset,
        inBoth((it) => `${at.length > 0 ? `${at.join('.')} ` : whole[it]}${what[it]}`),
      ),
    )
  const more = lines.length - MAX_MISTAKES
  throw new FileError([
    ...lines.slice(0, MAX_MISTAKES),
    ...(more > 0 ? [{ en: `and ${more} more`, zh: `另有 ${more} 处错误` }] : []),
  ])
}

/** Returns the offset of a value, or of the nearest value around it that exists. */
function offsetOf(tree: Node, at: Mistake['at']): number {
  for (let length = at.length; length > 0; length--) {
    const found = findNodeAtLocation(tree, at.slice(0, length))
    if (found) return found.parent?.type === 'property' ? found.parent.offset : found.offset
  }
  return tree.offset
}
