import type { AnyNode, CallExpression, Identifier, Pattern, Program } from 'acorn'
import { fullAncestor } from 'acorn-walk'
import { type Key, keyOf } from './keyOf'

/** A value that the code gives to a variable. */
export interface Value {
  /** The expression or the declared function; undefined if the value comes from outside, as that of a parameter does. */
  source: AnyNode | undefined
  /** The properties that a destructuring pattern reads from it. */
  keys: readonly Key[]
  /** Offset of the variable's name. */
  at: number
}

/** A variable, with each value that the code gives to it. */
export interface Binding {
  name: string
  values: Value[]
}

export interface Bindings {
  all: readonly Binding[]
  /** The variable that each identifier in an expression reads. */
  read: ReadonlyMap<AnyNode, Binding>
  /** The node around each node. */
  parents: ReadonlyMap<AnyNode, AnyNode | undefined>
}

type Scope = Map<string, Binding>
type Scopes = Map<AnyNode, Scope>

/** Nodes that limit where a `let`, a `const`, a class and a function are visible. */
const BLOCKS: readonly string[] = [
  'Program',
  'BlockStatement',
  'StaticBlock',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
]

/** Operators that store the right side itself. */
const ASSIGNS: readonly string[] = ['=', '||=', '&&=', '??=']

/** Finds the variables of a program and their values, including what the program passes to its own functions. */
export function bindingsOf(program: Program): Bindings {
  const scopes = declaredIn(program)
  const read = new Map<AnyNode, Binding>()
  const parents = new Map<AnyNode, AnyNode | undefined>()
  const calls: CallExpression[] = []
  const assign = (pattern: Pattern, source: AnyNode | undefined, ancestors: readonly AnyNode[]) => {
    for (const { id, value } of leavesOf(pattern, source)) lookUp(scopes, id.name, ancestors).values.push(value)
  }
  fullAncestor(program, (node, _state, ancestors, type) => {
    parents.set(node, ancestors.at(-2))
    if (node.type === 'Identifier' && type === 'Identifier') read.set(node, lookUp(scopes, node.name, ancestors))
    if (node.type === 'VariableDeclarator' && node.init) assign(node.id, node.init, ancestors)
    if (node.type === 'AssignmentExpression' && ASSIGNS.includes(node.operator))
      assign(node.left, node.right, ancestors)
    if (node.type === 'FunctionDeclaration' && node.id) assign(node.id, node, ancestors.slice(0, -1))
    if (isFunction(node)) for (const param of node.params) assign(param, undefined, ancestors)
    if (node.type === 'CallExpression') calls.push(node)
  })
  for (const call of calls) {
    for (const argument of call.arguments) {
      for (const { fn, param } of paramsFor(call, argument, read)) assign(param, argument, [fn])
    }
  }
  return { all: [...scopes.values()].flatMap((scope) => [...scope.values()]), read, parents }
}

/** The parameters that get an argument of a call, in the program's own functions that it may call. */
export function paramsFor(
  { callee, arguments: args }: CallExpression,
  argument: AnyNode,
  read: Bindings['read'],
): { fn: FunctionNode; param: Pattern }[] {
  const at = args.findIndex(({ start }) => start === argument.start)
  if (args.slice(0, at + 1).some(({ type }) => type === 'SpreadElement')) return []
  const sources = read.get(callee)?.values.map(({ source, keys }) => (keys.length === 0 ? source : undefined))
  return (sources ?? [callee]).flatMap((fn) => {
    const param = fn && isFunction(fn) ? fn.params[at] : undefined
    return fn && isFunction(fn) && param && param.type !== 'RestElement' ? [{ fn, param }] : []
  })
}

type FunctionNode = Extract<AnyNode, { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }>

function isFunction(node: AnyNode): node is FunctionNode {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)
}

/** The variables that each node declares. */
function declaredIn(program: Program): Scopes {
  const scopes: Scopes = new Map([[program, new Map()]])
  const declare = (scope: AnyNode, pattern: Pattern | null | undefined) => {
    for (const { id } of pattern ? leavesOf(pattern, undefined) : []) {
      const names = scopes.get(scope) ?? new Map<string, Binding>()
      scopes.set(scope, names)
      if (!names.has(id.name)) names.set(id.name, { name: id.name, values: [] })
    }
  }
  fullAncestor(program, (node, _state, ancestors) => {
    const around = (matches: (it: AnyNode) => boolean) => ancestors.slice(0, -1).reverse().find(matches) ?? program
    const block = () => around(({ type }) => BLOCKS.includes(type))
    const body = () => around((it) => isFunction(it) || it.type === 'StaticBlock')
    if (node.type === 'VariableDeclaration') {
      for (const { id } of node.declarations) declare(node.kind === 'var' ? body() : block(), id)
    } else if (isFunction(node)) {
      declare(node.type === 'FunctionDeclaration' ? block() : node, node.id)
      for (const param of node.params) declare(node, param)
    } else if (node.type === 'ClassDeclaration') declare(block(), node.id)
    else if (node.type === 'CatchClause') declare(node, node.param)
    else if (node.type === 'ImportDeclaration') for (const { local } of node.specifiers) declare(program, local)
  })
  return scopes
}

/** The variable that a name means there; a name that is not declared is a global variable. */
function lookUp(scopes: Scopes, name: string, ancestors: readonly AnyNode[]): Binding {
  for (let at = ancestors.length - 1; at >= 0; at--) {
    const node = ancestors[at]
    const binding = node && scopes.get(node)?.get(name)
    if (binding) return binding
  }
  const binding: Binding = { name, values: [] }
  const [program] = scopes.values()
  program?.set(name, binding)
  return binding
}

/** The variables in a pattern, each with what it gets of the source. */
function leavesOf(
  pattern: Pattern,
  source: AnyNode | undefined,
  keys: readonly Key[] = [],
): { id: Identifier; value: Value }[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ id: pattern, value: { source, keys, at: pattern.start } }]
    case 'AssignmentPattern':
      return [...leavesOf(pattern.left, source, keys), ...leavesOf(pattern.left, pattern.right)]
    case 'ObjectPattern':
      return pattern.properties.flatMap((it) =>
        it.type === 'RestElement'
          ? leavesOf(it.argument, source, [...keys, undefined])
          : leavesOf(it.value, source, [...keys, keyOf(it)]),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((it) => (it ? leavesOf(it, source, [...keys, undefined]) : []))
    case 'RestElement':
      return leavesOf(pattern.argument, undefined)
    case 'MemberExpression':
      return []
  }
}
