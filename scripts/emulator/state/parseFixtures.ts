import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import * as v from 'valibot'
import { sandbox } from '../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { withDefaults } from './defaultFixtures'
import { type FixturesContent, type FixturesFile, fixturesSchema } from './fixturesSchema'

/** Invalid fixtures. The message names the line of each mistake. */
export class FixturesError extends Error {
  override readonly name = 'FixturesError'
}

/** How many mistakes the message of an error lists. */
const MAX_MISTAKES = 5

/** A mistake, and where it is in the fixtures. */
interface Mistake {
  readonly at: readonly (string | number)[]
  readonly what: string
}

/**
 * Parses the text of a fixtures file.
 *
 * @param path of the file, for the messages
 * @throws FixturesError that names the line and place of each mistake and what was expected, without any value; RangeError
 *   for thousands of nested brackets
 * @example
 * parseFixtures('{ "miniPrograms": [{ "appid": "wx1", "secret": "s" }] }', 'local-wechat.json')
 */
export function parseFixtures(text: string, path: string): FixturesContent {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const [error] = errors
  const lineOf = (offset: number) => `${path}:${text.slice(0, offset).split('\n').length}`
  if (error || !tree) {
    throw new FixturesError(
      `${lineOf(error?.offset ?? 0)}: not valid JSON (${error && printParseErrorCode(error.error)})`,
    )
  }
  const { success, output, issues } = v.safeParse(fixturesSchema, JSON.parse(text), { abortPipeEarly: true })
  const mistakes = success ? referenceMistakes(output) : issues.map(mistakeOf)
  if (success && mistakes.length === 0) return withDefaults(output)
  const lines = mistakes
    .map(({ at, what }) => ({ offset: offsetOf(tree, at), what: `${at.join('.') || 'the fixtures'} ${what}` }))
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, what }) => `${lineOf(offset)}: ${what}`)
  const more = lines.length - MAX_MISTAKES
  throw new FixturesError([...lines.slice(0, MAX_MISTAKES), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'))
}

function mistakeOf({ path, input, message }: v.InferIssue<typeof fixturesSchema>): Mistake {
  return {
    at: path?.map(({ key }) => (typeof key === 'number' ? key : String(key))) ?? [],
    what: input === undefined ? 'is missing' : message,
  }
}

/** Finds references to couriers and mini programs that do not exist. */
function referenceMistakes(file: FixturesFile): Mistake[] {
  const { couriers, miniPrograms } = withDefaults(file)
  const known = {
    delivery_id: [...couriers.map((it) => it.delivery_id), sandbox.deliveryId],
    appid: miniPrograms.map((it) => it.appid),
  }
  const sections = ['customers', 'accounts', 'orders'] as const
  return sections.flatMap((section) =>
    (file[section] ?? []).flatMap((item, index) =>
      Object.entries(known).flatMap(([field, values]) => {
        const value = readProperty(item, field)
        if (value === undefined || values.some((it) => it === value)) return []
        return [{ at: [section, index, field], what: `should be one of ${values.join(', ')}` }]
      }),
    ),
  )
}

/** Returns the offset of a value, or of the nearest value around it that exists. */
function offsetOf(tree: Node, at: Mistake['at']): number {
  for (let length = at.length; length > 0; length--) {
    const found = findNodeAtLocation(tree, at.slice(0, length))
    if (found) return found.parent?.type === 'property' ? found.parent.offset : found.offset
  }
  return tree.offset
}
