import { getLineInfo, type Options, type Program, parse } from 'acorn'
import { simple } from 'acorn-walk'
import { messageOf } from '../../cloudfunctions/openapi/errors/readProperty'
import { openapiUses, stringIn } from './openapiUses'

/** What doctor wants to know about a JavaScript file. */
export interface JavaScript {
  /** Why it cannot be parsed; the rest is empty then. */
  mistake?: { message: string; line: number }
  /** Whether it has import or export. */
  isEsModule: boolean
  /** The modules that it requires by a constant name. */
  requires: readonly string[]
  /** The APIs of `cloud.openapi` that it calls. */
  apis: readonly string[]
  /** The lines on which it uses `cloud.openapi`, or a group such as `logistics`, so that the API name cannot be known. */
  unknown: readonly { group: string; line: number }[]
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
    const { apis, unknown } = code.includes('openapi') ? openapiUses(program) : { apis: [], unknown: [] }
    return {
      isEsModule: hasModuleSyntax(program),
      requires: requiredBy(program),
      apis,
      unknown: unknown.map(({ group, at }) => ({ group, line: getLineInfo(code, at).line })),
    }
  } catch (error) {
    // acorn appends the position to its message; code that is nested too deep for it has no position.
    const [, message = messageOf(error), line = '1'] = /^(.*) \((\d+):\d+\)$/.exec(messageOf(error)) ?? []
    return { mistake: { message, line: Number(line) }, isEsModule: false, requires: [], apis: [], unknown: [] }
  }
}

/** Parses code as Node reads it: as CommonJS, or as an ES module if it has import or export. */
function parseEither(code: string, isMjs: boolean): Program {
  const options: Options = { ecmaVersion: 'latest', sourceType: 'module', ranges: true }
  if (isMjs) return parse(code, options)
  try {
    return parse(code, { ...options, sourceType: 'commonjs' })
  } catch (error) {
    try {
      const program = parse(code, options)
      if (hasModuleSyntax(program)) return program
    } catch {
      // It is neither: the first error explains more.
    }
    throw error
  }
}

function hasModuleSyntax({ body }: Program): boolean {
  return body.some(({ type }) => /^(Import|Export\w+)Declaration$/.test(type))
}

function requiredBy(program: Program): string[] {
  const modules = new Set<string>()
  simple(program, {
    CallExpression({ callee, arguments: [argument] }) {
      const module = callee.type === 'Identifier' && callee.name === 'require' ? stringIn(argument) : undefined
      if (module !== undefined) modules.add(module)
    },
  })
  return [...modules]
}
