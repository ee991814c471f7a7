import type {
  AnyNode,
  AssignmentProperty,
  CallExpression,
  MemberExpression,
  Pattern,
  Program,
  Property,
  PropertyDefinition,
} from 'acorn'
import { fullAncestor } from 'acorn-walk'
import { analyze, type Reference, type ScopeManager } from 'eslint-scope'

/** How code uses `cloud.openapi`. */
export interface OpenapiUses {
  /** The APIs that it calls or keeps, for example `logistics.addOrder`. */
  apis: readonly string[]
  /** The first place of each group where the API name cannot be known, because it is computed or other code gets `cloud.openapi`. */
  unknown: readonly UnknownUse[]
}

export interface UnknownUse {
  /** What is known: `''` for cloud.openapi, `logistics` for cloud.openapi.logistics. */
  group: string
  /** Offset in the code. */
  at: number
}

/** What a followed value is: `''` for cloud.openapi, a group's name, or an openapi that calls over HTTPS and needs no permission. */
type Path = string
const HTTPS: Path = 'https:'

/** A variable, or all references to a global variable that is not declared. */
interface Variable {
  name: string
  identifiers: readonly object[]
  references: readonly { identifier: object; isRead(): boolean }[]
}

/**
 * Finds the APIs that a program calls through `cloud.openapi`, also under other names. Every property named `openapi`
 * counts as the SDK's: wx-server-sdk itself has no other, and a minifier keeps the names of properties. Each such value is
 * followed through the variables, patterns and the program's own functions that receive it.
 *
 * @param program parsed with `ranges: true`
 * @example
 * openapiUses(parse('cloud.openapi.logistics.addOrder(order)', { ecmaVersion: 'latest', ranges: true }))
 * // { apis: ['logistics.addOrder'], unknown: [] }
 */
export function openapiUses(program: Program): OpenapiUses {
  const nodes = nodesOf(program)
  const variables = variablesOf(program)
  const apis = new Set<string>()
  const unknown = new Map<string, UnknownUse>()
  const seen = new Map<Variable, Set<Path>>()

  const lose = (group: Path, at: number) => {
    if (group !== HTTPS && at < (unknown.get(group)?.at ?? Number.POSITIVE_INFINITY)) unknown.set(group, { group, at })
  }

  const step = (path: Path, key: string | undefined, at: number, next: (path: Path) => void) => {
    if (key === undefined) lose(path, at)
    // An OpenAPI document may be in a property of this name: `spec.openapi.paths.forEach(...)`.
    else if (path === HTTPS || key === 'openapi' || key in Function.prototype || key in Array.prototype) return
    else if (path === '') next(key)
    else apis.add(`${path}.${key}`)
  }

  /** Only a property named `openapi` is recognised where it is read. */
  const store = (key: string | undefined, path: Path, at: number) => {
    if (key !== 'openapi' || path !== '') lose(path, at)
  }

  /** Follows a value into what a declaration, an assignment or a call gives it to. */
  const assign = (target: Pattern, path: Path) => {
    switch (target.type) {
      case 'Identifier':
        give(variables.get(target), path)
        break
      case 'AssignmentPattern':
        assign(target.left, path)
        break
      case 'MemberExpression':
        store(keyOf(target), path, target.start)
        break
      case 'ObjectPattern':
        for (const it of target.properties) {
          if (it.type === 'RestElement') lose(path, it.start)
          else step(path, keyOf(it), it.start, (next) => assign(it.value, next))
        }
        break
      default:
        lose(path, target.start)
    }
  }

  const give = (variable: Variable | undefined, path: Path) => {
    const paths = (variable && seen.get(variable)) ?? new Set()
    if (!variable || paths.has(path)) return
    seen.set(variable, paths.add(path))
    for (const reference of variable.references) if (reference.isRead()) follow(reference.identifier, path)
  }

  /** Follows the value of an expression into the code around it. */
  const follow = (expression: object, path: Path) => {
    const { node, parent } = nodes.get(expression) ?? {}
    if (!node || !parent || IGNORED.includes(parent.type)) return
    switch (parent.type) {
      case 'MemberExpression':
        step(path, keyOf(parent), node.start, (next) => follow(parent, next))
        break
      case 'CallExpression': {
        const params = parametersFor(parent, node)
        if (node === parent.callee) {
          // cloud.openapi({ appid }) is cloud.openapi for another mini program.
          if (path === '') follow(parent, path)
        } else if (params.length === 0) lose(path, node.start)
        for (const param of params) assign(param, path)
        break
      }
      case 'VariableDeclarator':
        assign(parent.id, path)
        break
      case 'AssignmentPattern':
        assign(parent.left, path)
        break
      case 'AssignmentExpression':
        if (node === parent.left || !ASSIGNS.includes(parent.operator)) break
        assign(parent.left, path)
        follow(parent, path)
        break
      case 'Property':
      case 'PropertyDefinition':
        store(keyOf(parent), path, node.start)
        break
      case 'ConditionalExpression':
        if (node !== parent.test) follow(parent, path)
        break
      case 'SequenceExpression':
        if (node === parent.expressions.at(-1)) follow(parent, path)
        break
      case 'ChainExpression':
      case 'AwaitExpression':
      case 'LogicalExpression':
        follow(parent, path)
        break
      default:
        lose(path, node.start)
    }
  }

  /** The parameters that receive an argument, in each of the program's own functions that a call may run. */
  const parametersFor = ({ callee, arguments: given }: CallExpression, argument: AnyNode): Pattern[] => {
    const at = given.findIndex(({ start }) => start === argument.start)
    if (given.slice(0, at).some(({ type }) => type === 'SpreadElement')) return []
    const variable = variables.get(callee)
    const names = [...(variable?.identifiers ?? []), ...(variable?.references.map((it) => it.identifier) ?? [])]
    const functions = variable ? names.map((name) => givenBy(nodes.get(name)?.parent)) : [callee]
    return functions.flatMap((it) => {
      const param = it && 'params' in it ? it.params[at] : undefined
      return param && param.type !== 'RestElement' ? [param] : []
    })
  }

  for (const { node } of nodes.values()) {
    if (node.type === 'MemberExpression' && keyOf(node) === 'openapi') follow(node, '')
    if (node.type === 'CallExpression' && nameOf(node.callee) === 'createOpenApi')
      follow(node, isGivenCloud(node.arguments[0]) ? '' : HTTPS)
    if (node.type !== 'ObjectPattern') continue
    for (const it of node.properties) if (it.type === 'Property' && keyOf(it) === 'openapi') assign(it.value, '')
  }
  // A variable of this name whose value comes from outside is taken for the SDK's.
  const outside = [...new Set(variables.values())].filter((it) => it.name === 'openapi' && !seen.has(it))
  for (const variable of outside) give(variable, '')
  return { apis: [...apis], unknown: [...unknown.values()] }
}

/** Operators that store the right side itself. */
const ASSIGNS: readonly string[] = ['=', '||=', '&&=', '??=']

/** Around these a value is only tested, or not used. */
const IGNORED: readonly string[] = ['ExpressionStatement', 'UnaryExpression', 'BinaryExpression', 'IfStatement']

function nodesOf(program: Program): Map<object, { node: AnyNode; parent: AnyNode | undefined }> {
  const nodes = new Map<object, { node: AnyNode; parent: AnyNode | undefined }>()
  fullAncestor(program, (node, _state, ancestors) => nodes.set(node, { node, parent: ancestors.at(-2) }))
  return nodes
}

/** The variable of each identifier that names or uses one. */
function variablesOf(program: Program): Map<object, Variable> {
  // acorn's types of ESTree differ from @types/estree in details.
  const { scopes, globalScope }: ScopeManager = Reflect.apply(analyze, undefined, [
    program,
    { ecmaVersion: 2022, sourceType: program.sourceType === 'module' ? 'module' : 'commonjs' },
  ])
  const undeclared = new Map<string, Variable & { references: Reference[] }>()
  for (const reference of globalScope?.through ?? []) {
    const { name } = reference.identifier
    const variable = undeclared.get(name) ?? { name, identifiers: [], references: [] }
    variable.references.push(reference)
    undeclared.set(name, variable)
  }
  const all: Variable[] = [...scopes.flatMap(({ variables }) => variables), ...undeclared.values()]
  return new Map(
    all.flatMap((it) =>
      [...it.identifiers, ...it.references.map(({ identifier }) => identifier)].map((id) => [id, it]),
    ),
  )
}

/** The function or expression that a node gives to the variable in it. */
function givenBy(node: AnyNode | undefined): AnyNode | null | undefined {
  if (node?.type === 'VariableDeclarator') return node.init
  return node?.type === 'AssignmentExpression' ? node.right : node
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

/**
 * Returns the name in `object.name`, `object['name']`, `{ name: value }`, `{ ['name']: value }` and in a class; undefined
 * if it is computed when the code runs.
 */
function keyOf(node: MemberExpression | Property | AssignmentProperty | PropertyDefinition): string | undefined {
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
