import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import * as v from 'valibot'
import { withDefaults } from './defaultFixtures'
import { type FixturesContent, fixturesSchema } from './fixturesSchema'
import { type Mistake, referenceMistakes } from './referenceMistakes'

/** Fixtures that cannot be used, with the line of each mistake. */
export class FixturesError extends Error {
  override readonly name = 'FixturesError'
}

/** A longer list helps nobody. */
const MAX_MISTAKES = 5

/**
 * Reads the text of a fixtures file.
 *
 * @param text of the file
 * @param path of the file, for the messages
 * @throws FixturesError that names the line of each mistake, where in the fixtures it is, and what was expected; it
 *   repeats no value, which may be a secret
 * @example
 * parseFixtures('{ "miniPrograms": [{ "appid": "wx1", "secret": "s" }] }', 'local-wechat.json')
 */
export function parseFixtures(text: string, path: string): FixturesContent {
  const { json, tree } = parseJson(text, path)
  const { success, output, issues } = v.safeParse(fixturesSchema, json, { abortPipeEarly: true })
  const content = success ? withDefaults(output) : undefined
  const mistakes: Mistake[] = [
    ...repeatedNames(tree),
    ...(issues ?? []).map(({ path = [], input, message }) => ({
      at: path.map(({ key }) => keyOf(key)),
      what: input === undefined ? 'is missing' : message,
    })),
    ...(success && content ? referenceMistakes(content).filter(({ at: [section = ''] }) => section in output) : []),
  ]
  if (content && mistakes.length === 0) return content
  throw failure(
    text,
    path,
    mistakes.map(({ at, what, offset = offsetOf(tree, at) }) => ({
      offset,
      what: `${at.length === 0 ? 'the fixtures' : at.join('.')} ${what}`,
    })),
  )
}

function parseJson(text: string, path: string): { json: unknown; tree: Node } {
  const errors: ParseError[] = []
  let tree: Node | undefined
  try {
    tree = parseTree(text, errors, { disallowComments: true })
    const [error] = errors
    if (tree && !error) return { json: JSON.parse(text), tree }
    const why = error ? ` (${printParseErrorCode(error.error)})` : ''
    throw failure(text, path, [{ offset: error?.offset ?? 0, what: `not valid JSON${why}` }])
  } catch (error) {
    // A stack that overflows, say: there is no file of fixtures with ten thousand brackets.
    throw error instanceof FixturesError ? error : failure(text, path, [{ offset: 0, what: 'not valid JSON' }])
  }
}

/** A name that an object gives twice: JSON would take the last and be silent. */
function repeatedNames(node: Node, at: Mistake['at'] = []): Mistake[] {
  const children = node.children ?? []
  if (node.type === 'array') return children.flatMap((child, index) => repeatedNames(child, [...at, index]))
  const seen = new Set<string>()
  return children.flatMap(({ offset, children: [key, value] = [] }): Mistake[] => {
    const here = [...at, String(key?.value)]
    const again = seen.has(String(key?.value))
    seen.add(String(key?.value))
    if (again) return [{ at: here, what: 'is given twice', offset }]
    return value ? repeatedNames(value, here) : []
  })
}

/** Where the value stands, or the nearest thing around it that is there. */
function offsetOf(tree: Node, at: Mistake['at']): number {
  for (let length = at.length; length > 0; length--) {
    const found = findNodeAtLocation(tree, at.slice(0, length))
    if (found) return found.parent?.type === 'property' ? found.parent.offset : found.offset
  }
  return tree.offset
}

function failure(text: string, path: string, mistakes: { offset: number; what: string }[]): FixturesError {
  const lines = mistakes
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, what }) => `${path}:${text.slice(0, offset).split('\n').length}: ${what}`)
  const more = lines.length - MAX_MISTAKES
  return new FixturesError([...lines.slice(0, MAX_MISTAKES), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'))
}

function keyOf(key: unknown): string | number {
  return typeof key === 'number' ? key : String(key)
}
