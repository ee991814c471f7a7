import type { AnyNode, Program } from 'acorn'
import { getLineInfo, type Options, parse } from 'acorn'
import { fullAncestor, simple } from 'acorn-walk'
import { messageOf } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type OpenapiUses, openapiUses, stringIn } from './openapiUses'

/** What doctor wants to know about a JavaScript file. */
export interface JavaScript extends OpenapiUses {
  /** Why it cannot be parsed, with the position; the rest is empty then. */
  mistake?: string
  isEsModule: boolean
  /** Whether it mentions exports at all. */
  hasExports: boolean
  /** The modules that it requires or imports by a constant name. */
  requests: readonly StaticRequest[]
}

/**
 * Parses JavaScript and finds what it requires and calls. Nothing is run.
 *
 * @param isMjs whether Node takes it for an ES module because of its name
 */
export function readJavaScript(code: string, isMjs: boolean): JavaScript {
  try {
    const program = parseEither(code, isMjs)
    // Most files do not use it, and the analysis takes longer than parsing.
    const lineOf = (at: number) => getLineInfo(code, at).line
    const uses = /openapi|cloudFunction/i.test(code) ? openapiUses(program, lineOf) : NO_USES
    const requests = moduleRequests(program, lineOf)
    const hasExports = /\bexports?\b/.test(code)
    return { isEsModule: program.sourceType === 'module', hasExports, requests, ...uses }
  } catch (error) {
    return { mistake: messageOf(error), isEsModule: false, hasExports: true, requests: [], ...NO_USES }
  }
}

/** A file that calls no API. */
export const NO_USES: OpenapiUses = { apis: [], unknown: [] }

/** Parses code as Node reads it: as CommonJS, or as an ES module if it is not that. */
function parseEither(code: string, isMjs: boolean): Program {
  const options: Options = { ecmaVersion: 'latest', sourceType: 'module', ranges: true }
  if (isMjs) return parse(code, options)
  try {
    return parse(code, { ...options, sourceType: 'commonjs' })
  } catch (error) {
    try {
      return parse(code, options)
    } catch {
      throw error // It is neither: the first error explains more.
    }
  }
}

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
