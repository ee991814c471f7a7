import type { AnyNode, Program } from 'acorn'
import { type Binding, type Bindings, bindingsOf, paramsFor, type Value } from './bindings'
import { type Key, keyOf } from './keyOf'

/** How code uses `cloud.openapi`. */
export interface OpenapiUses {
  /** The APIs that it calls or keeps, as `logistics.addOrder`. */
  apis: readonly string[]
  /** Where the API name cannot be known, because it is computed or other code gets `cloud.openapi`. */
  unknown: readonly UnknownUse[]
}

export interface UnknownUse {
  /** What is known: `''` for cloud.openapi, `logistics` for cloud.openapi.logistics. */
  group: string
  /** Offset in the code. */
  at: number
}

/** What createOpenApi returns when it calls over HTTPS, which needs no permission. */
const HTTPS = 'https:'

/**
 * Finds the APIs that a program calls through `cloud.openapi`, also under other names. Every property named `openapi`
 * counts as the SDK's: wx-server-sdk itself has no other, and a minifier keeps the names of properties.
 *
 * @example
 * openapiUses(parse('const { logistics } = cloud.openapi; logistics.addOrder(order)', { ecmaVersion: 'latest' }))
 * // { apis: ['logistics.addOrder'], unknown: [] }
 */
export function openapiUses(program: Program): OpenapiUses {
  const bindings = bindingsOf(program)
  const pathsOf = pathsOfVariables(bindings)
  const apis = new Set<string>()
  const unknown = new Map<string, UnknownUse>()
  const hidden = (group: string, at: number) => {
    if (!unknown.has(group)) unknown.set(group, { group, at })
  }
  for (const { values } of bindings.all) {
    for (const value of values) {
      for (const path of readThrough(value, pathsOf, hidden)) if (isApi(path)) apis.add(path)
    }
  }
  for (const node of bindings.parents.keys()) {
    for (const path of valuesOf(node, pathsOf)) {
      if (isApi(path)) apis.add(path)
      else if (path !== HTTPS && !isFollowed(node, path, bindings)) hidden(path, node.start)
    }
  }
  return { apis: [...apis], unknown: [...unknown.values()] }
}

/** What an identifier may be: paths below `cloud.openapi`, or HTTPS. */
type PathsOf = (identifier: AnyNode) => readonly string[]

const isApi = (path: string) => path.includes('.')

/** Follows values from variable to variable until nothing is added: code may read a variable before the code that sets it. */
function pathsOfVariables({ all, read }: Bindings): PathsOf {
  const known = new Map<Binding, readonly string[]>()
  const readers = new Map<Binding, Set<Binding>>()
  const settle = (waiting: Set<Binding>) => {
    for (const binding of waiting) {
      waiting.delete(binding)
      const pathsOf: PathsOf = (identifier) => {
        const other = read.get(identifier)
        if (other === undefined) return []
        readers.set(other, (readers.get(other) ?? new Set()).add(binding))
        return known.get(other) ?? []
      }
      const before = known.get(binding) ?? []
      const paths = [...new Set([...before, ...binding.values.flatMap((value) => readThrough(value, pathsOf))])]
      if (paths.length === before.length) continue
      known.set(binding, paths)
      for (const reader of readers.get(binding) ?? []) waiting.add(reader)
    }
  }
  settle(new Set(all))
  // A variable of this name whose value comes from outside is taken for the SDK's.
  const outside = all.filter((it) => it.name === 'openapi' && !known.has(it))
  for (const it of outside) known.set(it, [''])
  settle(new Set(outside.flatMap((it) => [...(readers.get(it) ?? [])])))
  return (identifier) => {
    const binding = read.get(identifier)
    return (binding && known.get(binding)) ?? []
  }
}

function readThrough(
  { source, keys, at }: Value,
  pathsOf: PathsOf,
  hidden?: (group: string, at: number) => void,
): readonly string[] {
  let paths = source ? valuesOf(source, pathsOf) : []
  for (const key of keys) {
    if (key === undefined) for (const path of paths) if (!isApi(path) && path !== HTTPS) hidden?.(path, at)
    paths = step(paths, key)
  }
  return paths
}

function step(paths: readonly string[], key: Key): readonly string[] {
  // An OpenAPI document may be in a property of this name: `spec.openapi.paths.forEach(...)`.
  if (key === undefined || key in Function.prototype || key in Array.prototype) return []
  if (key === 'openapi' && !paths.includes(HTTPS)) return ['']
  return paths.flatMap((path) => (path === HTTPS || isApi(path) ? [] : [path === '' ? key : `${path}.${key}`]))
}

/** The paths that an expression may be. */
function valuesOf(node: AnyNode, pathsOf: PathsOf): readonly string[] {
  const of = (...nodes: (AnyNode | undefined)[]) => nodes.flatMap((it) => (it ? valuesOf(it, pathsOf) : []))
  switch (node.type) {
    case 'Identifier':
      return pathsOf(node)
    case 'MemberExpression':
      return step(of(node.object), keyOf(node))
    case 'CallExpression':
      if (nameOf(node.callee) === 'createOpenApi') return [isGivenCloud(node.arguments[0]) ? '' : HTTPS]
      // cloud.openapi({ appid }) is cloud.openapi for another mini program.
      return of(node.callee).filter((path) => path === '')
    case 'ChainExpression':
      return of(node.expression)
    case 'AwaitExpression':
      return of(node.argument)
    case 'AssignmentExpression':
      return of(node.right)
    case 'LogicalExpression':
      return of(node.left, node.right)
    case 'ConditionalExpression':
      return of(node.consequent, node.alternate)
    case 'SequenceExpression':
      return of(node.expressions.at(-1))
    default:
      return []
  }
}

/** The name of a function, also in `(0, lib.createOpenApi)(...)`, as compilers write it. */
function nameOf(callee: AnyNode | undefined): string | undefined {
  if (callee?.type === 'Identifier') return callee.name
  if (callee?.type === 'MemberExpression') return keyOf(callee)
  return callee?.type === 'SequenceExpression' ? nameOf(callee.expressions.at(-1)) : undefined
}

/** `createOpenApi({ cloud })` makes cloud calls. */
function isGivenCloud(options: AnyNode | undefined): boolean {
  return (
    options?.type === 'ObjectExpression' &&
    options.properties.some((it) => it.type === 'Property' && keyOf(it) === 'cloud')
  )
}

/** Whether what happens to a value at this place is known, either to this module or because nothing is called. */
function isFollowed(node: AnyNode, path: string, { parents, read }: Bindings): boolean {
  const parent = parents.get(node)
  switch (parent?.type) {
    case 'MemberExpression':
      return keyOf(parent) !== undefined
    case 'CallExpression': {
      return node === parent.callee || paramsFor(parent, node, read).length > 0
    }
    case 'AssignmentExpression':
      return parent.left.type !== 'MemberExpression' || parent.left === node || isNamed(keyOf(parent.left), path)
    case 'Property':
    case 'PropertyDefinition':
      return isNamed(keyOf(parent), path)
    default:
      return parent !== undefined && FOLLOWED.includes(parent.type)
  }
}

/** A property named `openapi` is recognised wherever it is read. */
function isNamed(key: Key, path: string): boolean {
  return key === 'openapi' && path === ''
}

/** Around these, valuesOf and the bindings follow the value, or it is only tested. */
const FOLLOWED: readonly string[] = [
  'VariableDeclarator',
  'AssignmentPattern',
  'ChainExpression',
  'AwaitExpression',
  'LogicalExpression',
  'ConditionalExpression',
  'SequenceExpression',
  'ExpressionStatement',
  'UnaryExpression',
  'BinaryExpression',
  'IfStatement',
]
