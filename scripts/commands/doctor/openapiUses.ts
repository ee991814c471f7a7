import type { AnyNode, AssignmentProperty, MemberExpression, Pattern, Program, Property } from 'acorn'
import { fullAncestor } from 'acorn-walk'
import { analyze, type ScopeManager, type Variable } from 'eslint-scope'
import { apiNames } from '../../../cloudfunctions/openapi/apis'

/** How code uses `cloud.openapi`. */
export interface OpenapiUses {
  /** The APIs that it calls or keeps, for example `logistics.addOrder`. */
  apis: readonly string[]
  /** Where it uses `cloud.openapi`, or a group such as `cloud.openapi.logistics`, so that the API name cannot be known. */
  unknown: readonly { what: string; line: number }[]
}

/**
 * Finds the APIs that a program calls through `cloud.openapi`. Every property named `openapi` counts as the SDK's:
 * wx-server-sdk itself has no other, and a minifier keeps the names of properties. Its value is followed through variables
 * and patterns. Where it goes elsewhere, the APIs cannot be known.
 *
 * @param program parsed with `ranges: true`
 * @param lineOf the line of an offset
 * @example
 * openapiUses(parse('cloud.openapi.logistics.addOrder(order)', { ecmaVersion: 'latest', ranges: true }), () => 1)
 * // { apis: ['logistics.addOrder'], unknown: [] }
 */
export function openapiUses(program: Program, lineOf: (offset: number) => number): OpenapiUses {
  const parents = new Map<object, { node: AnyNode; parent: AnyNode }>()
  fullAncestor(program, (node, _state, ancestors) => parents.set(node, { node, parent: ancestors.at(-2) ?? program }))
  const variables = variablesOf(program)
  const apis = new Set<string>()
  const unknown = new Map<string, number>()
  const seen = new Set<Variable>()

  /** A path is `openapi`, then groups, then an API: `openapi.logistics.addOrder`. */
  const lose = (path: string, { start }: AnyNode) => {
    if (!unknown.has(path)) unknown.set(path, lineOf(start))
  }

  const step = (path: string, key: string | undefined, at: AnyNode, next: (path: string) => void) => {
    if (key === undefined) lose(path, at)
    // An OpenAPI document may be in a property of this name: `spec.openapi.paths.forEach(...)`.
    else if (key in Function.prototype || key in Array.prototype) return
    else if (isGroup(`${path}.${key}`)) next(`${path}.${key}`)
    else apis.add(`${path}.${key}`.replace('openapi.', ''))
  }

  /** Follows a value into what a declaration or an assignment gives it to. */
  const assign = (target: Pattern, path: string) => {
    const variable = variables.get(target)
    if (variable) {
      if (seen.has(variable)) return
      seen.add(variable)
      for (const it of variable.references) if (it.isRead()) follow(it.identifier, path)
    } else if (target.type === 'AssignmentPattern') assign(target.left, path)
    else if (target.type === 'ObjectPattern') {
      for (const it of target.properties) {
        if (it.type === 'RestElement') lose(path, it)
        else step(path, keyOf(it), it, (next) => assign(it.value, next))
      }
    } else if (!(target.type === 'MemberExpression' && keyOf(target) === path)) lose(path, target)
  }

  /** Follows the value of an expression into the code around it. */
  const follow = (expression: object, path: string) => {
    const { node, parent } = parents.get(expression) ?? {}
    if (!node || !parent || IGNORED.includes(parent.type)) return
    if (parent.type === 'MemberExpression') step(path, keyOf(parent), node, (next) => follow(parent, next))
    // cloud.openapi({ appid }) is cloud.openapi for another mini program.
    else if (TRANSPARENT.includes(parent.type) || (parent.type === 'CallExpression' && parent.callee === node))
      follow(parent, path)
    else if (parent.type === 'VariableDeclarator') assign(parent.id, path)
    else if (parent.type === 'AssignmentExpression') {
      if (node === parent.right) assign(parent.left, path)
    } else lose(path, node)
  }

  for (const { node } of parents.values()) {
    if (node.type === 'MemberExpression' && keyOf(node) === 'openapi') follow(node, 'openapi')
    if (node.type === 'CallExpression') {
      const [first, second] = node.arguments
      if (isGivenCloud('createOpenApi', node.callee, first)) follow(node, 'openapi')
      if (isGivenCloud('cloudFunction', node.callee, second)) {
        const api = stringIn(first)
        if (api === undefined) lose('openapi', node)
        else apis.add(api)
      }
    }
    if (node.type !== 'ObjectPattern') continue
    for (const it of node.properties) if (it.type === 'Property' && keyOf(it) === 'openapi') assign(it.value, 'openapi')
  }
  return { apis: [...apis], unknown: [...unknown].map(([path, line]) => ({ what: `cloud.${path}`, line })) }
}

/** Whether a path below `openapi` is a group of APIs. Unknown groups are directly below it. */
function isGroup(path: string): boolean {
  return !/\..*\./.test(path) || apiNames().some((api) => `openapi.${api}`.startsWith(`${path}.`))
}

/** These have the value of a part of theirs. */
const TRANSPARENT: readonly string[] = [
  'AwaitExpression',
  'ChainExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'SequenceExpression',
]

/** Around these a value is only tested, or not used. */
const IGNORED: readonly string[] = ['ExpressionStatement', 'UnaryExpression', 'BinaryExpression', 'IfStatement']

/** The variable of each identifier that names or uses one. */
function variablesOf(program: Program): Map<object, Variable> {
  // acorn's types of ESTree differ from @types/estree in details.
  const { scopes }: ScopeManager = Reflect.apply(analyze, undefined, [
    program,
    { ecmaVersion: 2022, sourceType: program.sourceType === 'module' ? 'module' : 'commonjs' },
  ])
  return new Map(
    scopes
      .flatMap(({ variables }) => variables)
      .flatMap((it) => [...it.identifiers, ...it.references.map(({ identifier }) => identifier)].map((id) => [id, it])),
  )
}

/** The library makes cloud calls by `createOpenApi({ cloud })`; compilers write `(0, lib.createOpenApi)({ cloud })`. */
function isGivenCloud(called: string, callee: AnyNode, options: AnyNode | undefined): boolean {
  const last = callee.type === 'SequenceExpression' ? callee.expressions.at(-1) : callee
  const name = last?.type === 'MemberExpression' ? keyOf(last) : last?.type === 'Identifier' && last.name
  return (
    name === called &&
    options?.type === 'ObjectExpression' &&
    options.properties.some((it) => it.type === 'Property' && keyOf(it) === 'cloud')
  )
}

/** Returns the name in `object.name`, `object['name']` and `{ name: value }`; undefined if it is computed when the code runs. */
function keyOf(node: MemberExpression | Property | AssignmentProperty): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key
  if (!node.computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) return key.name
  return stringIn(key)
}

/** Returns the string that a literal or a template without expressions holds; undefined for any other node. */
export function stringIn(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined
  return node.quasis[0]?.value.cooked ?? undefined
}
