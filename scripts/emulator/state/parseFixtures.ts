import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import * as v from 'valibot'
import { sandbox } from '../../../cloudfunctions/openapi/apis/sandbox'
import { withDefaults } from './defaultFixtures'
import { type FixturesContent, fixturesSchema, stubMistake } from './fixturesSchema'
import { BOUND } from './recordsSchema'

/** Invalid fixtures. The message names the line of each mistake. */
export class FixturesError extends Error {
  override readonly name = 'FixturesError'
}

const MAX_MISTAKES = 5

interface Mistake {
  /** Where it is in the fixtures. */
  readonly at: readonly (string | number)[]
  readonly what: string
  /** Where it is in the text (default: where `at` is). */
  readonly offset?: number
}

/**
 * Parses the text of a fixtures file.
 *
 * @param path of the file, for the messages
 * @throws FixturesError that names the line and place of each mistake and what was expected, without any value
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
      at: path.map(({ key }) => (typeof key === 'number' ? key : String(key))),
      what: input === undefined ? 'is missing' : message,
    })),
    // A file of couriers alone leaves out customers, whose defaults need not be checked.
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
    if (tree && errors.length === 0) return { json: JSON.parse(text), tree }
  } catch {
    // Thousands of brackets overflow the stack.
  }
  const [error] = errors
  const why = error ? ` (${printParseErrorCode(error.error)})` : ''
  throw failure(text, path, [{ offset: error?.offset ?? 0, what: `not valid JSON${why}` }])
}

/** Finds names that an object has twice. JSON.parse would take the last one. */
function repeatedNames(node: Node, at: Mistake['at'] = []): Mistake[] {
  const children = node.children ?? []
  if (node.type === 'array') return children.flatMap((child, index) => repeatedNames(child, [...at, index]))
  const seen = new Set<string>()
  return children.flatMap(({ offset, children: [key, value] = [] }): Mistake[] => {
    const name = String(key?.value)
    const here = [...at, name]
    if (seen.has(name)) return [{ at: here, what: 'is given twice', offset }]
    seen.add(name)
    return value ? repeatedNames(value, here) : []
  })
}

/** Finds what the schema cannot: records that are given twice, and references to what does not exist. */
function referenceMistakes(content: FixturesContent): Mistake[] {
  const { miniPrograms, couriers, customers, pushes, stubs } = content
  const [{ appid }] = miniPrograms
  const accounts = content.accounts.map((it) => ({ appid, ...it }))
  const orders = content.orders.map((it) => ({ appid, ...it }))
  const appids = miniPrograms.map((it) => it.appid)
  const courierIds = couriers.map((it) => it.delivery_id)
  const isCustomer = (account: (typeof accounts)[number]) =>
    customers.some((it) => it.delivery_id === account.delivery_id && it.biz_id === account.biz_id)
  return [
    ...repeated('miniPrograms', miniPrograms, ['appid']),
    ...repeated('couriers', couriers, ['delivery_id']),
    ...repeated('customers', customers, ['delivery_id', 'biz_id']),
    ...repeated('accounts', accounts, ['appid', 'delivery_id', 'biz_id']),
    ...repeated('orders', orders, ['appid', 'order_id']),
    ...repeated('pushes', pushes, ['MsgType', 'Event']),
    ...repeated('stubs', stubs, ['api']),
    ...unknown('customers', customers, 'delivery_id', courierIds),
    ...unknown('accounts', accounts, 'delivery_id', courierIds),
    ...unknown('accounts', accounts, 'appid', appids),
    ...unknown('orders', orders, 'delivery_id', [...courierIds, sandbox.deliveryId]),
    ...unknown('orders', orders, 'appid', appids),
    ...accounts.flatMap((it, index) =>
      it.status_code === BOUND && courierIds.includes(it.delivery_id) && !isCustomer(it)
        ? [{ at: ['accounts', index, 'biz_id'], what: `is bound but not a customer of ${it.delivery_id} in customers` }]
        : [],
    ),
    ...stubs.flatMap((stub, index) => {
      const mistake = stubMistake(stub)
      return mistake ? [{ at: ['stubs', index, mistake.field], what: mistake.what }] : []
    }),
  ]
}

function repeated<K extends string>(section: string, items: readonly Record<K, string>[], keys: K[]): Mistake[] {
  const seen = new Map<string, number>()
  return items.flatMap((item, index) => {
    const id = JSON.stringify(keys.map((key) => item[key]))
    const first = seen.get(id)
    if (first !== undefined) return [{ at: [section, index], what: `is the same as ${section}.${first}` }]
    seen.set(id, index)
    return []
  })
}

function unknown<K extends string>(
  section: string,
  items: readonly Record<K, string>[],
  key: K,
  known: readonly string[],
): Mistake[] {
  const what = `should be one of ${known.join(', ')}`
  return items.flatMap((it, index) => (known.includes(it[key]) ? [] : [{ at: [section, index, key], what }]))
}

/** Returns the offset of a value, or of the nearest value around it that exists. */
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
