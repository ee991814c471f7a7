import { getLineInfo, type Options, type Program, parse } from 'acorn'
import { simple } from 'acorn-walk'
import { messageOf } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type OpenapiUses, openapiUses, stringIn } from './openapiUses'

/** What doctor wants to know about a JavaScript file. */
export interface JavaScript extends OpenapiUses {
  /** Why it cannot be parsed, with the position; the rest is empty then. */
  mistake?: string
  isEsModule: boolean
  /** The modules that it requires by a constant name. */
  requires: readonly string[]
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
    const uses = code.includes('openapi') ? openapiUses(program, (at) => getLineInfo(code, at).line) : NO_USES
    return { isEsModule: program.sourceType === 'module', requires: requiredBy(program), ...uses }
  } catch (error) {
    return { mistake: messageOf(error), isEsModule: false, requires: [], ...NO_USES }
  }
}

const NO_USES: OpenapiUses = { apis: [], unknown: [] }

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
