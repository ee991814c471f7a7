import type { AnyNode, Program } from 'acorn'
import { fullAncestor, simple } from 'acorn-walk'
import { stringIn } from './openapiUses'

/** A module that a file requests by a constant name. */
export interface StaticRequest {
  request: string
  line: number
  /** Whether it is loaded by import, and not by require. */
  isImport: boolean
  /** Whether the code goes on without it: it is in a `try`. */
  isOptional: boolean
}

/**
 * Finds the modules that a program requests: by import and export, `import()`, require, require.resolve, and what
 * createRequire returns.
 *
 * @param lineOf the line of an offset
 * @example
 * moduleRequests(parse("require('dayjs')", { ecmaVersion: 'latest' }), () => 1)
 * // [{ request: 'dayjs', line: 1, isImport: false, isOptional: false }]
 */
export function moduleRequests(program: Program, lineOf: (offset: number) => number): StaticRequest[] {
  const loaders = new Set(['require'])
  simple(program, {
    VariableDeclarator({ id, init }) {
      if (id.type === 'Identifier' && isCreateRequire(init)) loaders.add(id.name)
    },
  })
  const requests: StaticRequest[] = []
  fullAncestor(program, (node, _state, ancestors) => {
    const request = stringIn(requestedBy(node, loaders) ?? undefined)
    // In a bundle, `require` may be a parameter.
    if (request === undefined || ancestors.some((it) => 'params' in it && it.params.some(isRequire))) return
    const isOptional = ancestors.some((it, at) => it.type === 'TryStatement' && it.block === ancestors[at + 1])
    requests.push({ request, line: lineOf(node.start), isImport: node.type !== 'CallExpression', isOptional })
  })
  return requests
}

/** @param loaders the variables that work as `require` */
function requestedBy(node: AnyNode, loaders: ReadonlySet<string>): AnyNode | null | undefined {
  if (node.type !== 'CallExpression') return IMPORTS.includes(node.type) && 'source' in node ? node.source : undefined
  const { callee } = node
  const isResolve =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'resolve'
  const loader = isResolve ? callee.object : callee
  const loads = loader.type === 'Identifier' ? loaders.has(loader.name) : isCreateRequire(loader)
  return loads ? node.arguments[0] : undefined
}

const IMPORTS: readonly string[] = [
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ImportExpression',
]

function isRequire(node: AnyNode): boolean {
  return node.type === 'Identifier' && node.name === 'require'
}

/** `createRequire(...)` or `module.createRequire(...)`. */
function isCreateRequire(node: AnyNode | null | undefined): boolean {
  if (node?.type !== 'CallExpression') return false
  const { callee } = node
  const name = callee.type === 'MemberExpression' ? callee.property : callee
  return name.type === 'Identifier' && name.name === 'createRequire'
}
