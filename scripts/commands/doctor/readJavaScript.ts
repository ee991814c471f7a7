import { getLineInfo, type Options, type Program, parse } from 'acorn'
import { messageOf } from '../../../cloudfunctions/openapi/errors/readProperty'
import { moduleRequests, type StaticRequest } from './moduleRequests'
import { type OpenapiUses, openapiUses } from './openapiUses'

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
    const uses = code.includes('openapi') ? openapiUses(program, lineOf) : NO_USES
    const requests = moduleRequests(program, lineOf)
    const hasExports = /\bexports?\b/.test(code)
    return { isEsModule: program.sourceType === 'module', hasExports, requests, ...uses }
  } catch (error) {
    return { mistake: messageOf(error), isEsModule: false, hasExports: true, requests: [], ...NO_USES }
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
